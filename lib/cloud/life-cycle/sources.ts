import type { Purger } from '../arm/vaults/purger.ts'
import type { CloudContext } from '../context.ts'
import type { Db } from '../store/store.ts'
import { createLimiter } from '../vault/issue/limiter.ts'
import type { IssuanceWorker } from '../vault/issue/worker.ts'
import { certificateLife, certificatePlan } from './certificate-life.ts'
import type { DueSource } from './due.ts'
import { keyLife } from './key-life.ts'
import { keyRotations } from './key-rotation.ts'
import { livesOf, passOver } from './lives.ts'
import { objectPurges } from './purges.ts'
import { secretLife } from './secret-life.ts'
import { vaultPurges } from './vault-purges.ts'

/** New keys that are made at once: a caller who wants one waits behind so many, however many are due. */
const atOnce = 2

/** All that happens by itself, in the order in which it does within one second. */
export function allSources(
  ctx: CloudContext,
  { purger, worker }: { purger: Purger; worker: IssuanceWorker },
): readonly DueSource[] {
  const turns = createLimiter(atOnce)
  return [
    vaultPurges(purger),
    ...objectPurges,
    livesOf(certificateLife(ctx, worker, turns), ctx.store),
    keyRotations(ctx, turns),
    livesOf(keyLife, ctx.store),
    livesOf(secretLife, ctx.store),
  ]
}

/**
 * Takes what would have happened by `now` to objects that were just made up as done: they come with
 * their past. Inside a write. @param now epoch seconds
 */
export function passOverAll(db: Db, now: number): void {
  passOver(db, certificatePlan, now)
  passOver(db, keyLife, now)
  passOver(db, secretLife, now)
}
