import type { CloudContext } from '../context.ts'
import type { Limiter } from '../vault/issue/limiter.ts'
import type { IssuanceWorker } from '../vault/issue/worker.ts'
import type { StoredPolicy } from '../vault/policy/model.ts'
import { type CertificateRow, findLiveCertificate } from '../vault/rows/certificates.ts'
import { type CertificateVersionRow, findVersion } from '../vault/rows/versions.ts'
import { secondsPerDay } from './due.ts'
import { type Expiring, expiryMoments, noticeDays, tellExpiry } from './expiry.ts'
import type { LifePlan, LifeRules, Moment } from './lives.ts'
import { mailExpiryNotice } from './mails.ts'
import { prepareRenewal } from './renewal.ts'

/** The current version of a certificate. */
export interface CertificateSubject extends Expiring {
  certificate: CertificateRow
  row: CertificateVersionRow
  exp: number
}

/** Certificates thirty days before their expiry and at it, and their lifetime action. */
export const certificatePlan: LifePlan<CertificateSubject> = {
  kind: 'certificate',
  read(db, vault, name) {
    const certificate = findLiveCertificate(db, vault, name)
    const version = certificate?.current
    const row = version ? findVersion(db, vault, certificate.name, version) : null
    if (!certificate || !row) return null
    return {
      version: row.version,
      since: Math.max(row.updated, certificate.policyUpdated),
      moments: [
        ...actionMoments(certificate.policy, row),
        ...expiryMoments(row.exp, row.exp - noticeDays * secondsPerDay),
      ],
      subject: { display: certificate.display, nbf: row.nbf, exp: row.exp, certificate, row },
    }
  },
}

/** @param turns for making new keys */
export function certificateLife(
  ctx: CloudContext,
  worker: IssuanceWorker,
  turns: Limiter,
): LifeRules<CertificateSubject> {
  return {
    ...certificatePlan,
    prepare(life, moment, { time }) {
      if (moment.kind === 'AutoRenew') {
        return turns.run(() => prepareRenewal(ctx, worker, life, time))
      }
      if (moment.kind !== 'EmailContacts') return tellExpiry('Certificate', moment, time)
      return (db, { subject }, vault) => {
        mailExpiryNotice(db, vault, subject, time)
        return { happened: true }
      }
    },
  }
}

/**
 * The lifetime action. Whoever switched a version or its policy off does not want a new one; for
 * issuer `Unknown` nobody can make one, so contacts are told.
 * @see https://learn.microsoft.com/azure/key-vault/certificates/overview-renew-certificate
 */
function actionMoments(policy: StoredPolicy, row: CertificateVersionRow): Moment[] {
  if (!policy.enabled || !row.enabled) return []
  return policy.lifetime_actions.map(({ trigger, action }) => ({
    kind: policy.issuer.name === 'Unknown' ? 'EmailContacts' : action.action_type,
    at:
      'lifetime_percentage' in trigger
        ? row.nbf + Math.floor(((row.exp - row.nbf) * trigger.lifetime_percentage) / 100)
        : row.exp - trigger.days_before_expiry * secondsPerDay,
  }))
}
