import { certificateStatus } from '../../certificates/status.ts'
import type { CertificateRule } from '../rule.ts'

export const expiring: CertificateRule = {
  id: 'expiring',
  title: 'Expires soon',
  severity: 'warn',
  citation: 'https://learn.microsoft.com/azure/event-grid/event-schema-key-vault',
  applies: (facts) => facts.enabled && facts.expiresOn !== null && !facts.unissued,
  check: (facts, now) =>
    certificateStatus({ ...facts, operation: null }, now) === 'expiring'
      ? {
          message: 'The current version ends soon and no newer one has been issued.',
          nextStep: 'Issue or import a new version while the current one still works.',
          due: facts.expiresOn,
        }
      : null,
}
