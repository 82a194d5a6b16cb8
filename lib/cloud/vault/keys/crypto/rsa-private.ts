import type { KeyObject } from 'node:crypto'
import { Worker } from 'node:worker_threads'

/** A raw operation with the private key: a signature of bytes already padded for it, or a decryption. */
export interface RsaTask {
  operation: 'sign' | 'decrypt'
  key: KeyObject
  /** A constant of node:crypto. */
  padding: number
  oaepHash?: string
  data: Uint8Array
}

export interface RsaRequest {
  id: number
  task: RsaTask
}

export interface RsaReply {
  id: number
  /** Null when the key does not take the data. */
  value: Uint8Array | null
}

interface Thread {
  worker: Worker
  waiting: Map<number, { resolve(value: Buffer | null): void; reject(error: unknown): void }>
}

/** Started with the first operation; it does not keep the process alive while it has nothing to do. */
let current: Thread | null = null
let lastId = 0

/**
 * Runs an operation in a thread of its own: it takes a millisecond, ten with 4096 bits, node:crypto has
 * no asynchronous form of it, and all who only read would wait behind it. The key is handed over by
 * reference; its bytes are not copied.
 *
 * @returns null when the key does not take the data
 */
export function rsaPrivate(task: RsaTask): Promise<Buffer | null> {
  const thread = current ?? start()
  current = thread
  lastId += 1
  const id = lastId
  return new Promise((resolve, reject) => {
    if (thread.waiting.size === 0) thread.worker.ref()
    thread.waiting.set(id, { resolve, reject })
    thread.worker.postMessage({ id, task } satisfies RsaRequest)
  })
}

function start(): Thread {
  const worker = new Worker(new URL('./rsa-thread.ts', import.meta.url), { env: {}, execArgv: [] })
  const thread: Thread = { worker, waiting: new Map() }
  worker.on('message', ({ id, value }: RsaReply) => {
    const waiter = thread.waiting.get(id)
    thread.waiting.delete(id)
    if (thread.waiting.size === 0) worker.unref()
    waiter?.resolve(value && Buffer.from(value.buffer, value.byteOffset, value.length))
  })
  const fail = (error: unknown): void => {
    if (current === thread) current = null
    for (const waiter of thread.waiting.values()) waiter.reject(error)
    thread.waiting.clear()
  }
  worker.on('error', fail)
  // The next operation starts another one.
  worker.on('exit', () => fail(new Error('The thread of the private keys has ended.')))
  return thread
}
