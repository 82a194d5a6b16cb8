import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { X509Error, type X509ErrorCode } from './errors.ts'
import type { ImportFile } from './import-file.ts'
import { MAX_INPUT_BYTES } from './limits.ts'

/** Node.js only. Everything else in this folder runs in the browser too. */

export interface WorkerRequest {
  readonly bytes: Uint8Array
  readonly password: string
}

export type WorkerReply =
  | { readonly ok: true; readonly file: ImportFile }
  | { readonly ok: false; readonly code: X509ErrorCode; readonly message: string }

export interface InWorkerOptions {
  /** Milliseconds from the call, starting the thread included. Default 2000. */
  readonly deadlineMs?: number
}

/** Heap of the thread in MiB; a file of the largest size needs about a third of it. */
const MAX_HEAP_MB = 192

/**
 * `readImportFile` in a thread of its own, so that a hostile file can neither hold up nor fill the process. Rejects
 * with `X509Error`, which is `too-expensive` when the deadline passes or the memory is used up.
 */
export function readImportFileInWorker(
  bytes: Uint8Array,
  password: string,
  { deadlineMs = 2000 }: InWorkerOptions = {},
): Promise<ImportFile> {
  if (bytes.length > MAX_INPUT_BYTES) {
    return Promise.reject(new X509Error('too-large', 'The file is larger than 1 MiB.'))
  }
  return new Promise((resolve, reject) => {
    const request: WorkerRequest = { bytes, password }
    // By the path of the source: the bundler of the console must not pack it. The working folder is the repository.
    const worker = new Worker(path.join(process.cwd(), 'lib/x509/worker.ts'), {
      workerData: request,
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    })
    const timer = setTimeout(() => finish(() => reject(tooExpensive('time'))), deadlineMs)
    const finish = (settle: () => void): void => {
      clearTimeout(timer)
      settle()
      void worker.terminate()
    }
    worker.once('message', (reply: WorkerReply) => {
      finish(() =>
        reply.ok ? resolve(reply.file) : reject(new X509Error(reply.code, reply.message)),
      )
    })
    worker.once('error', (error: unknown) => {
      const outOfMemory =
        error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      finish(() => reject(outOfMemory ? tooExpensive('memory') : error))
    })
  })
}

function tooExpensive(what: 'time' | 'memory'): X509Error {
  return new X509Error('too-expensive', `The file takes too much ${what} to read.`)
}
