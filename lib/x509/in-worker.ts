import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { X509Error, type X509ErrorCode } from './errors.ts'
import type { ImportFile } from './import-file.ts'
import { MAX_INPUT_BYTES } from './limits.ts'

/** Node.js only, with `worker.ts`. Everything else in this folder runs in the browser too. */

export interface ToWorker {
  readonly bytes: Uint8Array
  readonly password: string
}

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'file'; readonly file: ImportFile }
  | { readonly kind: 'refused'; readonly code: X509ErrorCode; readonly message: string }

export interface InWorkerOptions {
  /** Milliseconds for reading the file; starting the thread does not count. Default 2000. */
  readonly deadlineMs?: number
}

interface Thread {
  readonly worker: Worker
  /** Settles when the thread has loaded its code. */
  readonly ready: Promise<void>
}

/** Heap of a thread in MiB; a file of the largest size needs about a third of it. */
const MAX_HEAP_MB = 192

/** One thread is kept for the next file, because starting one takes longer than reading a file. */
let idle: Thread | null = null

/**
 * `readImportFile` in a thread of its own, so that a hostile file can neither hold up nor fill the process. Rejects
 * with `X509Error`, which is `too-expensive` when the deadline passes or the memory is used up.
 */
export async function readImportFileInWorker(
  bytes: Uint8Array,
  password: string,
  { deadlineMs = 2000 }: InWorkerOptions = {},
): Promise<ImportFile> {
  if (bytes.length > MAX_INPUT_BYTES) {
    throw new X509Error('too-large', 'The file is larger than 1 MiB.')
  }
  const thread = idle ?? start()
  idle = null
  thread.worker.ref()
  try {
    await thread.ready
    const reply = await ask(thread.worker, { bytes, password }, deadlineMs)
    keep(thread)
    if (reply.kind === 'refused') throw new X509Error(reply.code, reply.message)
    return reply.file
  } finally {
    if (idle !== thread) void thread.worker.terminate()
  }
}

function start(): Thread {
  // By the path of the source, which Node.js runs as it is; the working folder is the repository. The comments keep
  // the console's bundler from packing the thread, which would need a build to be there.
  const source = path.join(/* turbopackIgnore: true */ process.cwd(), 'lib/x509/worker.ts')
  const worker = new Worker(/* turbopackIgnore: true */ source, {
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  })
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve())
    worker.once('error', reject)
  })
  const thread = { worker, ready }
  // One that dies while idle is forgotten.
  worker.once('exit', () => {
    if (idle === thread) idle = null
  })
  return thread
}

function ask(
  worker: Worker,
  request: ToWorker,
  deadlineMs: number,
): Promise<Exclude<FromWorker, { kind: 'ready' }>> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(tooExpensive('time'))), deadlineMs)
    const onMessage = (message: FromWorker): void => {
      if (message.kind !== 'ready') settle(() => resolve(message))
    }
    const onError = (error: unknown): void => {
      const outOfMemory =
        error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      settle(() => reject(outOfMemory ? tooExpensive('memory') : error))
    }
    const settle = (act: () => void): void => {
      clearTimeout(timer)
      worker.off('message', onMessage)
      worker.off('error', onError)
      act()
    }
    worker.on('message', onMessage)
    worker.on('error', onError)
    worker.postMessage(request)
  })
}

/** An idle thread does not keep the process alive. */
function keep(thread: Thread): void {
  if (idle) return
  idle = thread
  thread.worker.unref()
}

function tooExpensive(what: 'time' | 'memory'): X509Error {
  return new X509Error('too-expensive', `The file takes too much ${what} to read.`)
}
