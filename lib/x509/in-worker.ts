import { availableParallelism } from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { invariant } from '#lib/base/invariant.ts'
import type { CertificateFiles } from './certificate-files.ts'
import { X509Error, type X509ErrorCode } from './errors.ts'
import type { ImportFile } from './import-file.ts'
import { MAX_INPUT_BYTES } from './limits.ts'
import type { CheckedSignature } from './verified-by.ts'

/** Node.js only, with `worker.ts` and `verified-by.ts`. Everything else in this folder runs in the browser too. */

export type ToWorker =
  | { readonly kind: 'import'; readonly bytes: Uint8Array; readonly password: string }
  | { readonly kind: 'certificates'; readonly files: readonly Uint8Array[] }

/** Certificates of files, and which of them signed which. */
export interface CheckedCertificates extends CertificateFiles {
  readonly signatures: readonly CheckedSignature[]
}

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'file'; readonly file: ImportFile }
  | { readonly kind: 'certificates'; readonly read: CheckedCertificates }
  | { readonly kind: 'refused'; readonly code: X509ErrorCode; readonly message: string }

export interface InWorkerOptions {
  /** Milliseconds for reading the file; waiting for a thread and its start do not count. Default 5000. */
  readonly deadlineMs?: number
}

interface Thread {
  readonly worker: Worker
  /** Settles when the thread has loaded its code. */
  readonly ready: Promise<void>
}

/** Heap of a thread in MiB; a file of the largest size needs about a third of it. */
const MAX_HEAP_MB = 192

/** Threads at a time. More would only take the processor, and the time, from one another. */
const MAX_THREADS = Math.min(4, availableParallelism())

/** Those who wait for one of the threads to be free, in the order of their coming. */
const waiting: (() => void)[] = []
let taken = 0

/** Kept for the next files, because starting a thread takes longer than reading a file. */
const idle: Thread[] = []

/**
 * `readImportFile` in a thread of its own, so that a hostile file can neither hold up nor fill the process. Rejects
 * with `X509Error`, which is `too-expensive` when the deadline passes or the memory is used up.
 */
export async function readImportFileInWorker(
  bytes: Uint8Array,
  password: string,
  options: InWorkerOptions = {},
): Promise<ImportFile> {
  if (bytes.length > MAX_INPUT_BYTES) {
    throw new X509Error('too-large', 'The file is larger than 1 MiB.')
  }
  const reply = await inWorker({ kind: 'import', bytes, password }, options)
  invariant(reply.kind === 'file', 'the thread answers what it was asked')
  return reply.file
}

/**
 * `readCertificateFiles` in a thread of its own, with the signatures between them checked. Rejects with
 * `X509Error`, as above.
 */
export async function readCertificateFilesInWorker(
  files: readonly Uint8Array[],
  options: InWorkerOptions = {},
): Promise<CheckedCertificates> {
  const reply = await inWorker({ kind: 'certificates', files }, options)
  invariant(reply.kind === 'certificates', 'the thread answers what it was asked')
  return reply.read
}

type Answer = Exclude<FromWorker, { kind: 'ready' | 'refused' }>

async function inWorker(
  request: ToWorker,
  { deadlineMs = 5000 }: InWorkerOptions,
): Promise<Answer> {
  await turn()
  try {
    const thread = idle.pop() ?? start()
    thread.worker.ref()
    try {
      await thread.ready
      const reply = await ask(thread.worker, request, deadlineMs)
      keep(thread)
      if (reply.kind === 'refused') throw new X509Error(reply.code, reply.message)
      return reply
    } finally {
      if (!idle.includes(thread)) void thread.worker.terminate()
    }
  } finally {
    pass()
  }
}

/** Resolves when one of the threads is free; `pass` hands it on. */
async function turn(): Promise<void> {
  if (taken < MAX_THREADS) taken += 1
  else await new Promise<void>((resolve) => waiting.push(resolve))
}

function pass(): void {
  const next = waiting.shift()
  if (next) next()
  else taken -= 1
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
    const at = idle.indexOf(thread)
    if (at >= 0) idle.splice(at, 1)
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

/** One is kept, and one for each file that waits. An idle thread does not keep the process alive. */
function keep(thread: Thread): void {
  if (idle.length > waiting.length) return
  idle.push(thread)
  thread.worker.unref()
}

function tooExpensive(what: 'time' | 'memory'): X509Error {
  return new X509Error('too-expensive', `The file takes too much ${what} to read.`)
}
