import type { CloudContext } from '../../context.ts'
import type { Db } from '../../store/store.ts'
import { findLiveCertificate } from '../rows/certificates.ts'
import { findOperation, type OperationRow } from '../rows/operations.ts'
import { findVersion } from '../rows/versions.ts'
import { prepareOperation } from './start.ts'
import type { IssuanceWorker } from './worker.ts'

/**
 * How a renewal began: `started`, or not, because nobody can issue (`Unknown`), an operation is in
 * progress, or the certificate is not there any more in the version that was to be renewed.
 */
export type RenewalStart = 'started' | 'no issuer' | 'in progress' | 'gone'

/**
 * Begins a new version of a certificate from its stored policy, as its lifetime action asks. Switch,
 * tags and order are those of the current version. The end comes through `worker.onEnd`, with
 * `operation.renewal` set; a failure leaves the current version what it is.
 *
 * @param begun runs inside the write that begins the operation, so that both happen or neither
 */
export async function startRenewal(
  ctx: CloudContext,
  worker: IssuanceWorker,
  id: { vault: number; name: string },
  begun: (db: Db, operation: OperationRow) => void = () => undefined,
): Promise<RenewalStart> {
  const seen = ctx.store.read((db) => findRenewable(db, id))
  if (typeof seen === 'string') return seen
  const { certificate, version } = seen
  const prepared = await prepareOperation(ctx, {
    vault: certificate.vault,
    name: certificate.name,
    seen: certificate,
    policy: certificate.policy,
    enabled: version.enabled,
    tags: version.tags,
    preserveOrder: version.preserveOrder,
    renewal: true,
    now: Math.floor(ctx.clock.now().getTime() / 1000),
  })
  const start = await ctx.store.write((db): RenewalStart => {
    const current = findRenewable(db, id)
    if (typeof current === 'string') return current
    if (current.version.version !== version.version) return 'gone'
    if (current.certificate.policyUpdated !== certificate.policyUpdated) return 'gone'
    prepared.put(db)
    begun(db, prepared.operation)
    return 'started'
  })
  if (start === 'started') worker.wake(prepared.operation, prepared.fresh)
  return start
}

function findRenewable(db: Db, { vault, name }: { vault: number; name: string }) {
  const certificate = findLiveCertificate(db, vault, name)
  const version =
    certificate?.current && findVersion(db, vault, certificate.name, certificate.current)
  if (!certificate || !version) return 'gone'
  if (certificate.policy.issuer.name === 'Unknown') return 'no issuer'
  if (findOperation(db, vault, certificate.name)?.status === 'inProgress') return 'in progress'
  return { certificate, version }
}
