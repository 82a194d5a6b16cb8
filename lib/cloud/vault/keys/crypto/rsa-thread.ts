import { privateDecrypt, privateEncrypt } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import type { RsaReply, RsaRequest } from './rsa-private.ts'

/** The thread that `rsa-private.ts` starts: one operation after another, with keys that it does not keep. */

parentPort?.on('message', ({ id, task }: RsaRequest) => {
  reply({ id, value: run(task) })
})

function run({ operation, data, ...options }: RsaRequest['task']): Uint8Array | null {
  try {
    return operation === 'sign' ? privateEncrypt(options, data) : privateDecrypt(options, data)
  } catch {
    return null
  }
}

function reply(message: RsaReply): void {
  parentPort?.postMessage(message)
}
