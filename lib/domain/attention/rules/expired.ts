import { certificateStatus } from '../../certificates/status.ts'
import type { CertificateRule } from '../rule.ts'

export const expired: CertificateRule = {
  id: 'expired',
  title: 'Expired',
  severity: 'bad',
  citation: 'https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5',
  applies: (facts) => facts.enabled && facts.expiresOn !== null,
  check: (facts, now) =>
    certificateStatus({ ...facts, operation: null, unissued: false }, now) === 'expired'
      ? {
          message: 'The current version has expired: whoever checks it refuses the connection.',
          nextStep: 'Issue or import a new version, or disable this one if nothing uses it.',
          due: facts.expiresOn,
        }
      : null,
}
