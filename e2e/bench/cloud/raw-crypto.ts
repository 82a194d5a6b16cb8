import { generateKeyPairSync, generateKeyPair as generateWithCallback, sign } from 'node:crypto'
import { promisify } from 'node:util'

const generateKeyPair = promisify(generateWithCallback)

/** Signatures RS256 with RSA-2048 in a second, on one core. */
export function rawSignRate(forMs: number): number {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const data = Buffer.alloc(32, 7)
  return rate(forMs, () => sign('sha256', data, privateKey))
}

/** RSA-2048 keys made in a second by so many at a time, in libuv's threads as the cloud makes them. */
export async function rawKeyRate(forMs: number, concurrency: number): Promise<number> {
  const began = performance.now()
  let count = 0
  const worker = async (): Promise<void> => {
    while (performance.now() - began < forMs) {
      await generateKeyPair('rsa', { modulusLength: 2048 })
      count += 1
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  return (count / (performance.now() - began)) * 1_000
}

/** P-256 keys made and used for one signature in a second, on one core. */
export function rawEcRate(forMs: number): number {
  const data = Buffer.alloc(32, 7)
  return rate(forMs, () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    sign('sha256', data, privateKey)
  })
}

function rate(forMs: number, act: () => void): number {
  const began = performance.now()
  let count = 0
  while (performance.now() - began < forMs) {
    act()
    count += 1
  }
  return (count / (performance.now() - began)) * 1_000
}
