import type { Purger } from '../arm/vaults/purger.ts'
import type { CloudContext } from '../context.ts'
import type { DueSource } from './due.ts'
import { keyLife } from './key-life.ts'
import { keyRotations } from './key-rotation.ts'
import { livesOf } from './lives.ts'
import { objectPurges } from './purges.ts'
import { secretLife } from './secret-life.ts'
import { vaultPurges } from './vault-purges.ts'

/** All that happens by itself, in the order in which it does within one second. */
export function allSources(ctx: CloudContext, purger: Purger): readonly DueSource[] {
  return [
    vaultPurges(purger),
    ...objectPurges,
    keyRotations(ctx),
    livesOf(keyLife, ctx.store),
    livesOf(secretLife, ctx.store),
  ]
}
