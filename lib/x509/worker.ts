import { parentPort } from 'node:worker_threads'
import { readCertificateFiles } from './certificate-files.ts'
import { X509Error } from './errors.ts'
import { readImportFile } from './import-file.ts'
import type { FromWorker, ToWorker } from './in-worker.ts'
import { checkSignatures } from './verified-by.ts'

/** The thread that `in-worker.ts` starts. It does one thing at a time. */

parentPort?.on('message', async (request: ToWorker) => {
  try {
    send(await answer(request))
  } catch (error) {
    // Another error is a defect of ours: it ends the thread, and the caller sees it as it is.
    if (!(error instanceof X509Error)) throw error
    send({ kind: 'refused', code: error.code, message: error.message })
  }
})
send({ kind: 'ready' })

async function answer(request: ToWorker): Promise<FromWorker> {
  if (request.kind === 'import') {
    return { kind: 'file', file: await readImportFile(request.bytes, request.password) }
  }
  const read = readCertificateFiles(request.files)
  return { kind: 'certificates', read: { ...read, signatures: checkSignatures(read.certificates) } }
}

function send(message: FromWorker): void {
  parentPort?.postMessage(message)
}
