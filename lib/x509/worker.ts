import { parentPort, workerData } from 'node:worker_threads'
import { X509Error } from './errors.ts'
import { readImportFile } from './import-file.ts'
import type { WorkerReply, WorkerRequest } from './in-worker.ts'

/** The thread that `in-worker.ts` starts for one file. */

const request: WorkerRequest = workerData

try {
  reply({ ok: true, file: await readImportFile(request.bytes, request.password) })
} catch (error) {
  // Another error is a defect of ours: it goes up, and the starter sees it as it is.
  if (!(error instanceof X509Error)) throw error
  reply({ ok: false, code: error.code, message: error.message })
}

function reply(message: WorkerReply): void {
  parentPort?.postMessage(message)
}
