import type { CertificateRule } from '../rule.ts'

export const failedIssuance: CertificateRule = {
  id: 'failed-issuance',
  title: 'Issuance failed',
  severity: 'bad',
  citation: 'https://learn.microsoft.com/azure/key-vault/certificates/create-certificate',
  applies: (facts) => facts.operation !== null,
  check: ({ operation, unissued, expiresOn }) =>
    operation?.status === 'failed'
      ? {
          message: operation.error ?? 'The issuer could not complete the order and gave no reason.',
          nextStep: unissued
            ? 'Correct the cause and create the certificate again.'
            : 'The current version stays in use. Correct the cause and issue a new version.',
          // What was never issued has no end; the date that the vault gives is the order's.
          due: unissued ? null : expiresOn,
        }
      : null,
}
