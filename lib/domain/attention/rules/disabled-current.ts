import type { CertificateRule } from '../rule.ts'

export const disabledCurrent: CertificateRule = {
  id: 'disabled-current',
  title: 'Current version disabled',
  severity: 'warn',
  citation:
    'https://learn.microsoft.com/azure/key-vault/certificates/about-certificates#certificate-attributes-and-tags',
  applies: (facts) => !facts.unissued,
  check: (facts) =>
    facts.enabled
      ? null
      : {
          message: 'Whoever asks for the newest version gets an error, since it is disabled.',
          nextStep: 'Enable it, or issue a new version. If it is not used any more, delete it.',
          due: facts.expiresOn,
        },
}
