import type { CloudContext } from '../../context.ts'
import { addVersion, type NewVersion } from '../rows/add-version.ts'
import { type CertificateRow, findLiveCertificate } from '../rows/certificates.ts'
import {
  endOperation,
  findOperation,
  listRunningOperations,
  type OperationRow,
  openOperationKey,
} from '../rows/operations.ts'
import { createSelfSigned } from './certificate.ts'
import { versionRows } from './complete.ts'
import { type KeyPair, loadKey } from './key-pair.ts'
import { plannedValidity } from './validity.ts'

/** A key just made, with the request that it was made for. */
export interface FreshKey {
  requestId: string
  pair: KeyPair
}

export interface IssuanceWorker {
  /** Takes up every operation that an earlier process acknowledged and did not finish. */
  resume(): void
  /**
   * Brings an operation on, once its row is durable. Safe to call at any time and more than once.
   * @param fresh the operation's key while it is still at hand, to spare opening it
   */
  wake(operation: { vault: number; name: string }, fresh?: FreshKey): void
  /** Resolves when nothing is under way. */
  settled(): Promise<void>
}

/** Completes operations of issuer `Self` and carries out requested cancellations. */
export function createIssuanceWorker(ctx: CloudContext): IssuanceWorker {
  const running = new Map<string, Promise<void>>()

  function wake(operation: { vault: number; name: string }, fresh?: FreshKey): void {
    const key = `${operation.vault}/${operation.name}`
    // Chained, not dropped: the run under way may have looked before what this call is about.
    const run = (running.get(key) ?? Promise.resolve())
      .then(() => advance(ctx, operation, fresh))
      .catch((error: unknown) => {
        // The operation stays inProgress; the next look at it, or the next start, tries again.
        ctx.log({ event: 'issuance interrupted', error: String(error) })
      })
      .finally(() => {
        if (running.get(key) === run) running.delete(key)
      })
    running.set(key, run)
  }

  return {
    resume() {
      for (const operation of ctx.store.read(listRunningOperations)) wake(operation)
    },
    wake,
    async settled() {
      while (running.size > 0) await Promise.all(running.values())
    },
  }
}

async function advance(
  ctx: CloudContext,
  id: { vault: number; name: string },
  fresh: FreshKey | undefined,
): Promise<void> {
  const found = ctx.store.read((db) => {
    const certificate = findLiveCertificate(db, id.vault, id.name)
    const operation = findOperation(db, id.vault, id.name)
    if (!certificate || operation?.status !== 'inProgress') return null
    if (operation.cancellationRequested) return { operation, certificate, pair: null }
    // The fresh key may be that of an operation which has been replaced since.
    if (fresh?.requestId === operation.requestId)
      return { operation, certificate, pair: fresh.pair }
    const key = openOperationKey(db, operation)
    return { operation, certificate, pair: key && loadKey(key) }
  })
  if (!found) return
  const { operation, certificate, pair } = found
  if (operation.cancellationRequested) return cancel(ctx, operation)
  if (operation.issuer.name !== 'Self' || !pair) return
  const rows = await issue(ctx, operation, certificate, pair).catch((error: unknown) => {
    ctx.log({ event: 'issuance failed', operation: operation.requestId, error: String(error) })
    return null
  })
  await ctx.store.write((db) => {
    // Deleted, cancelled or replaced meanwhile: then the certificate was never issued.
    const current = findOperation(db, id.vault, id.name)
    if (current?.requestId !== operation.requestId || current.status !== 'inProgress') return
    if (current.cancellationRequested) return endOperation(db, current, 'cancelled')
    if (!findLiveCertificate(db, id.vault, id.name)) return
    if (!rows) return endOperation(db, current, 'failed', issuerError)
    addVersion(db, rows)
    endOperation(db, current, 'completed')
  })
}

/** Signs the certificate and works out its rows. */
async function issue(
  ctx: CloudContext,
  operation: OperationRow,
  certificate: CertificateRow,
  pair: KeyPair,
): Promise<NewVersion> {
  const now = Math.floor(ctx.clock.now().getTime() / 1000)
  const validity = plannedValidity(now, certificate.policy.x509_props.validity_months)
  return versionRows({
    vault: operation.vault,
    display: certificate.display,
    version: operation.version,
    now,
    enabled: operation.enabled,
    tags: operation.tags,
    preserveOrder: operation.preserveOrder,
    policy: certificate.policy,
    validity,
    pkcs8: pair.pkcs8,
    spki: pair.spki,
    leaf: await createSelfSigned(certificate.policy, pair, validity),
    chain: [],
  })
}

/** The service's words for an issuer that could not do it. */
const issuerError = {
  code: 'Certificate issuer error',
  message: 'The issuer encountered an error processing the certificate request.',
}

async function cancel(ctx: CloudContext, operation: OperationRow): Promise<void> {
  await ctx.store.write((db) => {
    const current = findOperation(db, operation.vault, operation.name)
    if (current?.requestId !== operation.requestId || current.status !== 'inProgress') return
    endOperation(db, current, 'cancelled')
  })
}
