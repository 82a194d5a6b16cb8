import type { CertificateRule } from '../rule.ts'

export const pendingCsr: CertificateRule = {
  id: 'pending-csr',
  title: 'CSR waits for a signature',
  severity: 'info',
  citation:
    'https://learn.microsoft.com/azure/key-vault/certificates/create-certificate-signing-request',
  applies: (facts) => facts.operation?.issuer?.toLowerCase() === 'unknown',
  check: ({ operation }) =>
    operation?.status === 'inProgress'
      ? {
          message: 'The vault made a key and a CSR; the signed certificate has not come back.',
          nextStep: 'Have the CSR signed by your CA and merge the answer, or delete the operation.',
          due: null,
        }
      : null,
}
