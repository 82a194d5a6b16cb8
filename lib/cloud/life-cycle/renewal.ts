import type { VaultRecord } from '../arm/vaults/vault-record.ts'
import type { CloudContext } from '../context.ts'
import type { Db } from '../store/store.ts'
import { addAnnouncedVersion } from '../vault/issue/announce.ts'
import { createSelfSigned } from '../vault/issue/certificate.ts'
import { versionRows } from '../vault/issue/complete.ts'
import { type PreparedOperation, prepareOperation } from '../vault/issue/start.ts'
import { plannedValidity } from '../vault/issue/validity.ts'
import type { IssuanceWorker } from '../vault/issue/worker.ts'
import type { NewVersion } from '../vault/rows/add-version.ts'
import { findLiveCertificate } from '../vault/rows/certificates.ts'
import { endOperation, findOperation } from '../vault/rows/operations.ts'
import type { CertificateSubject } from './certificate-life.ts'
import { secondsPerDay } from './due.ts'
import type { Life, LifeStep } from './lives.ts'
import { mailRenewalCompleted, mailRenewalFailed, mailRenewalStarted } from './mails.ts'
import { recordOwn } from './report.ts'

/** A renewal that is ready to be written. */
interface Prepared extends PreparedOperation {
  /** The version, made already, of issuer `Self`; null when an authority has yet to make it. */
  version: NewVersion | null
}

/**
 * Prepares a new version from the stored policy: key, request and, of issuer `Self`, the certificate,
 * with switch, tags and order of the current version. An authority is asked once the operation is
 * durable, and answers in its own time.
 * @param time epoch seconds at which the renewal happens: validity begins here
 */
export async function prepareRenewal(
  ctx: CloudContext,
  worker: IssuanceWorker,
  seen: Life<CertificateSubject>,
  time: number,
): Promise<LifeStep<CertificateSubject>> {
  const prepared = await prepare(ctx, seen.subject, time).catch((error: unknown) => {
    ctx.log({ event: 'renewal failed', certificate: seen.subject.display, error: String(error) })
    return null
  })
  return (db, { subject }, vault) => {
    if (subject.certificate.policyUpdated !== seen.subject.certificate.policyUpdated) {
      return { happened: false, again: 0 }
    }
    const { vault: key, name } = subject.certificate
    if (findOperation(db, key, name)?.status === 'inProgress') {
      return { happened: false, again: time + secondsPerDay }
    }
    mailRenewalStarted(db, vault, subject, time)
    if (!prepared) {
      fail(db, vault, subject, time)
      return { happened: true }
    }
    const { operation, fresh, version } = prepared
    prepared.put(db)
    record(db, vault, subject, time, version ? 200 : 202)
    if (!version) return { happened: true, after: () => worker.wake(operation, fresh) }
    addAnnouncedVersion(db, vault, version, new Date(time * 1000))
    endOperation(db, operation, 'completed')
    const certificate = findLiveCertificate(db, key, name) ?? subject.certificate
    mailRenewalCompleted(db, vault, { certificate, exp: version.exp }, time)
    return { happened: true, brings: true }
  }
}

async function prepare(
  ctx: CloudContext,
  { certificate, row, display }: CertificateSubject,
  time: number,
): Promise<Prepared> {
  const { policy, vault, name } = certificate
  const begun = await prepareOperation(ctx, {
    vault,
    name,
    seen: certificate,
    policy,
    enabled: row.enabled,
    tags: row.tags,
    preserveOrder: row.preserveOrder,
    renewal: true,
    now: time,
  })
  if (policy.issuer.name !== 'Self') return { ...begun, version: null }
  const { operation, fresh } = begun
  const validity = plannedValidity(time, policy.x509_props.validity_months)
  const version = versionRows({
    ...operation,
    display,
    now: time,
    policy,
    validity,
    pkcs8: fresh.pair.pkcs8,
    spki: fresh.pair.spki,
    leaf: await createSelfSigned(policy, fresh.pair, validity),
    chain: [],
  })
  return { ...begun, version }
}

function fail(db: Db, vault: VaultRecord, subject: CertificateSubject, time: number): void {
  const cause = 'The certificate could not be made from its policy.'
  record(db, vault, subject, time, 400, cause)
  mailRenewalFailed(db, vault, subject, time, cause)
}

function record(
  db: Db,
  vault: VaultRecord,
  subject: CertificateSubject,
  time: number,
  status: number,
  description?: string,
): void {
  recordOwn(db, {
    vault,
    name: 'CertificateRenew',
    path: `certificates/${subject.display}`,
    time: new Date(time * 1000),
    status,
    ...(description === undefined ? {} : { description }),
  })
}
