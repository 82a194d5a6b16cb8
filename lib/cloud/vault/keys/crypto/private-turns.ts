import { setImmediate } from 'node:timers/promises'
import { createLimiter } from '../../issue/limiter.ts'
import type { OpenedKey } from './opened-keys.ts'

/** Up to this size a private RSA operation is quick enough to be done where it stands. */
const quickBits = 2048

const slowTurns = createLimiter(1)

/**
 * Runs an operation with the private key. Those of large RSA keys take milliseconds each: they take
 * turns, one in each round of the event loop, so that a burst of them does not hold up everyone else.
 */
export async function inTurn<T>(key: OpenedKey, run: () => T): Promise<T> {
  if (key.family !== 'RSA' || key.bits <= quickBits) return run()
  return slowTurns.run(async () => {
    await setImmediate()
    return run()
  })
}
