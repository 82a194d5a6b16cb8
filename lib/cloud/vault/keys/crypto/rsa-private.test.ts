import { constants, generateKeyPairSync, publicDecrypt, randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { rsaPrivate } from './rsa-private.ts'

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const padding = constants.RSA_PKCS1_PADDING

it('gives each caller its own answer, and null for what the key does not take', async () => {
  const tasks = Array.from({ length: 20 }, (_, at) => randomBytes(at === 7 ? 300 : 40))
  const made = await Promise.all(
    tasks.map((data) => rsaPrivate({ operation: 'sign', key: pair.privateKey, padding, data })),
  )
  for (const [at, signature] of made.entries()) {
    if (at === 7) expect(signature).toBeNull()
    else expect(publicDecrypt(pair.publicKey, signature ?? Buffer.of())).toEqual(tasks[at])
  }
})

it('leaves the event loop to others meanwhile', async () => {
  const big = generateKeyPairSync('rsa', { modulusLength: 4096 })
  let turns = 0
  let signing = true
  const count = (): void => {
    turns += 1
    if (signing) setImmediate(count)
  }
  setImmediate(count)
  const data = randomBytes(40)
  await Promise.all(
    Array.from({ length: 10 }, () =>
      rsaPrivate({ operation: 'sign', key: big.privateKey, padding, data }),
    ),
  )
  signing = false
  // Done here, ten signatures would leave room for about ten turns.
  expect(turns).toBeGreaterThan(100)
})
