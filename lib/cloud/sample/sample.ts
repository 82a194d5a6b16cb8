import { insertResourceGroup } from '../arm/subscriptions/table.ts'
import { insertVault } from '../arm/vaults/table.ts'
import type { CloudContext } from '../context.ts'
import { passOverAll } from '../life-cycle/sources.ts'
import type { Credentials } from '../login/credentials.ts'
import { text } from '../store/row.ts'
import { type Cast, castOf } from './cast.ts'
import { putCompany } from './company.ts'
import { sendSampleLogs } from './logs.ts'
import { putSampleNetworks } from './networks.ts'
import { createSampleObjects } from './objects.ts'
import { assignSampleRoles } from './roles.ts'
import { readEstateState, writeEstateState } from './state.ts'
import { seedSubscriptions } from './subscriptions.ts'
import { sampleGroups, sampleVaults } from './vaults.ts'

/**
 * Makes what a new cloud holds: two subscriptions, and with `sample` a company in them. To be called
 * on every start: what is there stays as it is. A start that was killed half way is begun anew, and
 * a cloud that was once started without the sample never gets it behind its user's back.
 */
export async function ensureEstate(
  ctx: CloudContext,
  credentials: Credentials,
  { sample }: { sample: boolean },
): Promise<void> {
  const state = readEstateState(ctx.store)
  if (state === 'done' || state === 'none') return
  if (state === 'begun') await emptyEstate(ctx)
  await createEstate(ctx, credentials, { sample })
}

/** Throws away every subscription, vault, object and audit row, and makes a new estate. Accounts stay. */
export async function resetEstate(
  ctx: CloudContext,
  credentials: Credentials,
  options: { sample: boolean },
): Promise<void> {
  await emptyEstate(ctx)
  await createEstate(ctx, credentials, options)
}

async function createEstate(
  ctx: CloudContext,
  credentials: Credentials,
  { sample }: { sample: boolean },
): Promise<void> {
  const cast = castOf(credentials)
  const now = ctx.clock.now()
  await ctx.store.write((db) => {
    seedSubscriptions(db, cast, now)
    writeEstateState(db, sample ? 'begun' : 'none')
  })
  if (!sample) return
  await createCompany(ctx, cast, now)
  await createSampleObjects(ctx, now)
  await ctx.store.write((db) => {
    passOverAll(db, Math.floor(now.getTime() / 1000))
    writeEstateState(db, 'done')
  })
}

function createCompany(ctx: CloudContext, cast: Cast, now: Date): Promise<void> {
  return ctx.store.write((db) => {
    putCompany(db, cast, ctx.tenant.domain)
    for (const group of sampleGroups(cast)) insertResourceGroup(db, group)
    for (const vault of sampleVaults(cast, now)) insertVault(db, vault)
    putSampleNetworks(db, cast)
    assignSampleRoles(db, cast, now)
    sendSampleLogs(db, cast, now)
  })
}

/** All tables but those of the login service and of the cloud's own settings. */
function emptyEstate(ctx: CloudContext): Promise<void> {
  const kept = ctx.store.read((db) =>
    db
      .sql(
        `SELECT name FROM sqlite_schema WHERE type = 'table'
         AND (name LIKE 'login\\_%' ESCAPE '\\' OR name LIKE 'cloud\\_%' ESCAPE '\\')`,
      )
      .all()
      .map((row) => text(row, 'name')),
  )
  return ctx.store.reset({ keep: kept })
}
