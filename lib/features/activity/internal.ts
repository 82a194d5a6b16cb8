import 'server-only'
import type { CertificateGateway } from '#lib/azure/certificates.ts'
import type { IssuerGateway } from '#lib/azure/gateway.ts'
import { since as sinceAct } from '#lib/domain/acts/since.ts'
import { lookAtVault, tellsOf } from '#lib/domain/acts/vault-acts.ts'
import { failureOf } from '#lib/domain/failure-error.ts'
import type { Caller } from '#lib/session/caller.ts'
import type { RecordRow } from '#lib/store/schema.ts'
import type { Services } from '../services.ts'
import { readVaults } from '../vaults/internal.ts'
import type { ActivityVerb } from './schema.ts'

/** Twice what a call may take at most with all its tries: before that, an act may still be under way. */
export const settledAfterMs = 2 * 60_000

/** What a look at the vault tells about an act; null when it tells nothing. */
interface Found {
  readonly outcome: 'done' | 'failed'
  readonly detail: string
}

type Look = (gateway: CertificateGateway, row: RecordRow) => Promise<Found | null>

/** How the effect of each verb is seen. An export leaves nothing in the vault to look at. */
const looks: Partial<Record<string, Look>> = {
  'certificates.create': lookForVersion,
  'certificates.import': lookForVersion,
  'certificates.update-version': lookForChange,
  'certificates.update-policy': lookForPolicy,
  'certificates.create-version': lookForVersion,
  'certificates.delete': lookForDeletion,
  'certificates.recover': lookForRecovery,
  'certificates.purge': lookForPurge,
  'pending.merge': lookForMerge,
  'pending.cancel': lookForCancellation,
  'pending.delete-operation': lookForNoOperation,
} satisfies Partial<Record<ActivityVerb, Look>>

type IssuerLook = (gateway: IssuerGateway, row: RecordRow) => Promise<Found | null>

/** Contacts have no time and no history: whether a change of them arrived cannot be seen. */
const issuerLooks: Partial<Record<string, IssuerLook>> = {
  'issuers.create': lookForIssuer,
  'issuers.update': lookForIssuer,
  'issuers.delete': lookForNoIssuer,
} satisfies Partial<Record<ActivityVerb, IssuerLook>>

async function lookAt(services: Services, caller: Caller, row: RecordRow): Promise<Found | null> {
  if (tellsOf(row.verb)) return lookAtItsVault(services, caller, row)
  const azure = services.azureOf(caller)
  const look = looks[row.verb]
  if (look !== undefined) return look(azure.certificates(row.vault), row)
  return issuerLooks[row.verb]?.(azure.issuers(row.vault), row) ?? null
}

/** A vault that is in no list is gone only where every list could be read. */
async function lookAtItsVault(
  services: Services,
  caller: Caller,
  row: RecordRow,
): Promise<Found | null> {
  const { items, failures } = await readVaults(services, caller)
  const vault = items.find(({ name }) => name.toLowerCase() === row.vault.toLowerCase())
  if (vault === undefined && failures.length > 0) return null
  const modifiedOn = vault?.modifiedOn == null ? null : new Date(vault.modifiedOn)
  const told = lookAtVault(row.verb, vault === undefined ? null : { modifiedOn }, new Date(row.at))
  return told && { outcome: told.outcome, detail: words(told.seen) }
}

/**
 * The row of an act whose outcome never came, after a look at the vault as `caller`: with the outcome that
 * was found, which is recorded, or as it was when nothing can be told. Never throws.
 */
export async function resolvedByLooking(
  services: Services,
  caller: Caller,
  row: RecordRow,
): Promise<RecordRow> {
  const { store, clock, log } = services
  const age = clock.now().getTime() - Date.parse(row.at)
  if (row.outcome !== null || age < settledAfterMs) return row
  try {
    const found = await lookAt(services, caller, row)
    if (found === null) return row
    const change = { ...found, finished_at: clock.now().toISOString() }
    await store
      .updateTable('records')
      .set(change)
      .where('id', '=', row.id)
      // The act itself may have told its outcome meanwhile, and knows it better.
      .where('outcome', 'is', null)
      .execute()
    return { ...row, ...change }
  } catch (error) {
    // This caller may not look, or the vault does not answer: it stays unknown until somebody can.
    if (failureOf(error) === null) log.error({ error, record: row.id }, 'an outcome was not found')
    return row
  }
}

async function lookForVersion(gateway: CertificateGateway, row: RecordRow): Promise<Found | null> {
  const [newest, versions] = await Promise.all([
    whenThere(() => gateway.get(row.object)),
    whenThere(() => gateway.listVersions(row.object)),
  ])
  // One that was ordered and not issued yet has no version in the list.
  const times = [newest?.properties, ...(versions ?? [])].map((one) => one?.createdOn)
  const made = since(row, times)
  if (made === null) return null
  return made ? done('a version was made at that time') : failed('no version was made at that time')
}

async function lookForChange(gateway: CertificateGateway, row: RecordRow): Promise<Found | null> {
  const version = await whenThere(() => gateway.getVersion(row.object, row.version ?? ''))
  const changed = since(row, [version?.properties.updatedOn])
  if (changed === null) return null
  return changed
    ? done('the version was changed at that time')
    : failed('the version was not changed at that time')
}

async function lookForPolicy(gateway: CertificateGateway, row: RecordRow): Promise<Found | null> {
  const there = await whenThere(() => gateway.get(row.object))
  const changed = since(row, [there?.policy?.updatedOn])
  if (changed === null) return null
  return changed
    ? done('the policy was changed at that time')
    : failed('the policy was not changed at that time')
}

async function lookForDeletion(gateway: CertificateGateway, row: RecordRow): Promise<Found> {
  const there = await whenThere(() => gateway.get(row.object))
  return there === null
    ? done('the certificate is not there any more')
    : failed('it is still there')
}

async function lookForRecovery(gateway: CertificateGateway, row: RecordRow): Promise<Found> {
  const there = await whenThere(() => gateway.get(row.object))
  return there === null ? failed('it is not back in the vault') : done('it is back in the vault')
}

async function lookForPurge(gateway: CertificateGateway, row: RecordRow): Promise<Found | null> {
  const deleted = await whenThere(() => gateway.getDeleted(row.object))
  if (deleted !== null) return failed('it is still among the deleted ones')
  const there = await whenThere(() => gateway.get(row.object))
  if (there === null) return done('it is gone')
  // Recovered, or another of the same name: both leave the name in use.
  return since(row, [there.properties.createdOn]) ? done('its name is in use again') : null
}

async function lookForMerge(gateway: CertificateGateway, row: RecordRow): Promise<Found | null> {
  const operation = await gateway.getOperation(row.object)
  if (operation === null) return null
  return operation.status === 'completed'
    ? done('the request is completed')
    : failed(`the request is ${operation.status}`)
}

async function lookForCancellation(
  gateway: CertificateGateway,
  row: RecordRow,
): Promise<Found | null> {
  const operation = await gateway.getOperation(row.object)
  if (operation === null) return null
  const asked = operation.cancellationRequested || operation.status === 'cancelled'
  return asked ? done('the operation is asked to stop') : failed('nobody asked it to stop')
}

/** One that is there may also be another, started since. */
async function lookForNoOperation(
  gateway: CertificateGateway,
  row: RecordRow,
): Promise<Found | null> {
  const operation = await gateway.getOperation(row.object)
  return operation === null ? done('the operation is not there any more') : null
}

async function lookForIssuer(gateway: IssuerGateway, row: RecordRow): Promise<Found | null> {
  const issuer = await whenThere(() => gateway.get(issuerOf(row)))
  const set = since(row, [issuer?.updatedOn])
  if (set === null) return null
  return set ? done('the issuer was set at that time') : failed('it was not set at that time')
}

async function lookForNoIssuer(gateway: IssuerGateway, row: RecordRow): Promise<Found> {
  const there = await whenThere(() => gateway.get(issuerOf(row)))
  return there === null ? done('the issuer is not there any more') : failed('it is still there')
}

/** The object of such a record is `issuers/<name>`. */
function issuerOf(row: RecordRow): string {
  return row.object.slice('issuers/'.length)
}

function since(row: RecordRow, times: readonly (Date | undefined)[]): boolean | null {
  return sinceAct(new Date(row.at), times)
}

const done = (seen: string): Found => ({ outcome: 'done', detail: words(seen) })
const failed = (seen: string): Found => ({ outcome: 'failed', detail: words(seen) })
const words = (seen: string) => `No answer came. Looked up since: ${seen}.`

async function whenThere<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    if (failureOf(error)?.code === 'not-found') return null
    throw error
  }
}
