import { parentPort } from 'node:worker_threads'
import { X509Error } from './errors.ts'
import { readImportFile } from './import-file.ts'
import type { FromWorker, ToWorker } from './in-worker.ts'

/** The thread that `in-worker.ts` starts. It reads one file at a time. */

parentPort?.on('message', async ({ bytes, password }: ToWorker) => {
  try {
    send({ kind: 'file', file: await readImportFile(bytes, password) })
  } catch (error) {
    // Another error is a defect of ours: it ends the thread, and the caller sees it as it is.
    if (!(error instanceof X509Error)) throw error
    send({ kind: 'refused', code: error.code, message: error.message })
  }
})
send({ kind: 'ready' })

function send(message: FromWorker): void {
  parentPort?.postMessage(message)
}
