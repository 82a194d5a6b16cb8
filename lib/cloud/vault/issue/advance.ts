import { invariant } from '#lib/base/invariant.ts'
import { findVaultByKey } from '../../arm/vaults/table.ts'
import type { VaultRecord } from '../../arm/vaults/vault-record.ts'
import type { CloudContext } from '../../context.ts'
import type { Authorities } from '../../issuers/authorities.ts'
import { issuerError, type Refusal } from '../../issuers/authority.ts'
import type { Db } from '../../store/store.ts'
import type { NewVersion } from '../rows/add-version.ts'
import { type CertificateRow, findLiveCertificate } from '../rows/certificates.ts'
import {
  endOperation,
  findOperation,
  type OperationRow,
  type OperationStatus,
  openOperationKey,
} from '../rows/operations.ts'
import { addAnnouncedVersion } from './announce.ts'
import { askAuthority } from './ask-authority.ts'
import { createSelfSigned } from './certificate.ts'
import { versionRows } from './complete.ts'
import { type KeyPair, loadKey } from './key-pair.ts'
import { plannedValidity, type Validity } from './validity.ts'

/** An operation that came to its end, as it is now. */
export interface EndedOperation {
  operation: OperationRow
  /** With the new version as the current one if it completed. */
  certificate: CertificateRow
  vault: VaultRecord
}

/** Runs inside the write that ends the operation. What it throws undoes that. */
export type EndListener = (db: Db, ended: EndedOperation) => void

export interface IssuanceServices {
  ctx: CloudContext
  authorities: Authorities
  ended: EndListener
}

/** A certificate and the certificates above it. */
export interface Issued {
  leaf: Uint8Array
  chain: readonly Uint8Array[]
  validity: Validity
}

/** What an issuer gave; a number is for how many milliseconds it wants to think. */
export type IssuerAnswer = Issued | Refusal | number

/**
 * Takes an operation one step further.
 * @returns milliseconds of real time until the next step; null when nothing is to be waited for
 */
export async function advance(
  services: IssuanceServices,
  id: { vault: number; name: string },
  fresh: { requestId: string; pair: KeyPair } | undefined,
): Promise<number | null> {
  const { ctx } = services
  const found = ctx.store.read((db) => {
    const certificate = findLiveCertificate(db, id.vault, id.name)
    const operation = findOperation(db, id.vault, id.name)
    if (!certificate || operation?.status !== 'inProgress') return null
    if (operation.cancellationRequested) return { operation, certificate, pair: null }
    // The fresh key may be that of an operation which has been replaced since.
    if (fresh?.requestId === operation.requestId) {
      return { operation, certificate, pair: fresh.pair }
    }
    const key = openOperationKey(db, operation)
    return { operation, certificate, pair: key && loadKey(key) }
  })
  if (!found) return null
  const { operation, certificate, pair } = found
  if (operation.cancellationRequested) {
    await finish(services, operation, null)
    return null
  }
  if (operation.issuer.name === 'Unknown' || !pair) return null
  const answer = await ask(services, operation, certificate, pair).catch((error: unknown) => {
    ctx.log({ event: 'issuance failed', operation: operation.requestId, error: String(error) })
    return failure
  })
  if (typeof answer === 'number') return answer
  await finish(
    services,
    operation,
    'code' in answer ? answer : rowsOf(ctx, operation, certificate, pair, answer),
  )
  return null
}

/** The service's words for an issuer that could not do it. */
const failure = issuerError('The issuer encountered an error processing the certificate request.')

async function ask(
  services: IssuanceServices,
  operation: OperationRow,
  { policy }: CertificateRow,
  pair: KeyPair,
): Promise<IssuerAnswer> {
  const months = policy.x509_props.validity_months
  const time = timeOf(services.ctx, operation)
  if (operation.issuer.name !== 'Self') return askAuthority(services, operation, { months, time })
  const validity = plannedValidity(time, months)
  return { validity, leaf: await createSelfSigned(policy, pair, validity), chain: [] }
}

function rowsOf(
  ctx: CloudContext,
  operation: OperationRow,
  certificate: CertificateRow,
  pair: KeyPair,
  issued: Issued,
): NewVersion {
  return versionRows({
    vault: operation.vault,
    display: certificate.display,
    version: operation.version,
    now: timeOf(ctx, operation),
    enabled: operation.enabled,
    tags: operation.tags,
    preserveOrder: operation.preserveOrder,
    policy: certificate.policy,
    pkcs8: pair.pkcs8,
    spki: pair.spki,
    ...issued,
  })
}

/** Ends the operation with its version or a refusal, or as cancelled, whatever came in between. */
async function finish(
  { ctx, ended }: IssuanceServices,
  operation: OperationRow,
  outcome: NewVersion | Refusal | null,
): Promise<void> {
  await ctx.store.write((db) => {
    // Deleted, cancelled or replaced meanwhile: then the certificate was never issued.
    const current = findOperation(db, operation.vault, operation.name)
    if (current?.requestId !== operation.requestId || current.status !== 'inProgress') return
    const before = findLiveCertificate(db, operation.vault, operation.name)
    const vault = findVaultByKey(db, operation.vault)
    if (!before || !vault) return
    const [status, error] = endOf(current, outcome)
    if (status === 'completed') {
      invariant(outcome && 'leaf' in outcome, 'a completed operation has its version')
      addAnnouncedVersion(db, vault, outcome, new Date(timeOf(ctx, current) * 1000))
    }
    endOperation(db, current, status, error)
    const certificate = findLiveCertificate(db, operation.vault, operation.name) ?? before
    ended(db, { operation: { ...current, status, error }, certificate, vault })
  })
}

function endOf(
  current: OperationRow,
  outcome: NewVersion | Refusal | null,
): [Exclude<OperationStatus, 'inProgress'>, Refusal | null] {
  if (current.cancellationRequested || !outcome) return ['cancelled', null]
  return 'code' in outcome ? ['failed', outcome] : ['completed', null]
}

/**
 * The time of an issuance, epoch seconds: now, but of a renewal the time at which it was due, since a
 * moved clock may be far beyond.
 */
function timeOf(ctx: CloudContext, operation: OperationRow): number {
  return operation.renewal ? operation.created : Math.floor(ctx.clock.now().getTime() / 1000)
}
