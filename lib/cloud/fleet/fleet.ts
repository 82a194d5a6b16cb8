import { findResourceGroup, insertResourceGroup } from '../arm/subscriptions/table.ts'
import { findVaultByHostName, insertVault } from '../arm/vaults/table.ts'
import type { CloudContext } from '../context.ts'
import { passOverAll } from '../life-cycle/sources.ts'
import type { Credentials } from '../login/credentials.ts'
import { type Cast, castOf } from '../sample/cast.ts'
import { assign } from '../sample/subscriptions.ts'
import { newSampleVault, policiesFor } from '../sample/vaults.ts'
import { findCertificate } from '../vault/rows/certificates.ts'
import {
  sampleCertificate,
  sampleFailedRequest,
  sampleImportedChain,
  samplePendingRequest,
  sampleSoftDelete,
} from '../vault/sample-objects.ts'
import { createKeyRing, type KeyRing } from './key-ring.ts'
import { type FleetSize, type PlannedCertificate, type PlannedVault, planVault } from './plan.ts'

const day = 86_400_000

/**
 * Adds a large, varied estate, the same for the same size: for measuring and for trying things out. What
 * is there already stays as it is, so a start that was interrupted is taken up again.
 * @param report called with the number of vaults that are there
 */
export async function makeFleet(
  ctx: CloudContext,
  credentials: Credentials,
  size: FleetSize,
  report: (vaults: number) => void = () => undefined,
): Promise<void> {
  const cast = castOf(credentials)
  const ring = createKeyRing()
  const now = ctx.clock.now()
  for (let number = 1; number <= size.vaults; number++) {
    const plan = planVault(number, size.certificates, now)
    const key = await makeVault(ctx, cast, plan, now)
    const missing = ctx.store.read((db) =>
      plan.certificates.filter(({ name }) => findCertificate(db, key, name) === null),
    )
    await Promise.all(missing.map((one) => makeCertificate(ctx, ring, one)))
    report(number)
  }
  // They come with their past: nobody is to hear today of what ended a month ago.
  await ctx.store.write((db) => passOverAll(db, Math.floor(now.getTime() / 1000)))
}

/** The key of the vault's row. Security operations and the owner may do everything in it. */
function makeVault(ctx: CloudContext, cast: Cast, plan: PlannedVault, now: Date): Promise<number> {
  const subscriptionId = plan.production ? cast.production : cast.development
  const { name, location, tags, group: resourceGroup } = plan
  return ctx.store.write((db) => {
    const known = findVaultByHostName(db, name)
    if (known) return known.key
    if (!findResourceGroup(db, subscriptionId, resourceGroup)) {
      insertResourceGroup(db, { subscriptionId, name: resourceGroup, location, tags: {} })
    }
    const place = { name, subscriptionId, resourceGroup, location, tags, ageInDays: 900 }
    const made = insertVault(
      db,
      newSampleVault(cast, now, {
        ...place,
        ...(plan.rbac
          ? { enableRbacAuthorization: true }
          : { accessPolicies: policiesFor(cast, []) }),
      }),
    )
    if (plan.rbac) {
      for (const person of [...cast.ops, ...cast.owners]) {
        assign(db, cast, now, 'Key Vault Administrator', 'User', person, made.id)
      }
    }
    return made.key
  })
}

async function makeCertificate(
  ctx: CloudContext,
  ring: KeyRing,
  plan: PlannedCertificate,
): Promise<void> {
  const { kind, deleted, earlier, ...certificate } = plan
  const options = { ...certificate, pair: await ring.next(plan.key) }
  if (kind === 'pending') return samplePendingRequest(ctx, options)
  if (kind === 'failed') return sampleFailedRequest(ctx, options)
  const make = kind === 'imported' ? sampleImportedChain : sampleCertificate
  for (let version = earlier; version > 0; version--) {
    await make(ctx, { ...options, at: new Date(plan.at.getTime() - version * 90 * day) })
  }
  await make(ctx, options)
  if (deleted) await sampleSoftDelete(ctx, { ...certificate, at: ctx.clock.now() })
}
