import { issuerKind } from '../../certificates/policy/issuer-kind.ts'
import { autoRenews, type HazardRule } from '../facts.ts'
import { hazardTitles } from '../titles.ts'

export const autoRenewReplacesCa: HazardRule = {
  id: 'auto-renew-replaces-ca',
  ...hazardTitles['auto-renew-replaces-ca'],
  citation: 'https://learn.microsoft.com/azure/key-vault/certificates/overview-renew-certificate',
  applies: ({ enabled, policy, content }) =>
    enabled && content !== null && autoRenews(policy) && issuerKind(policy.issuer) === 'self',
  check: ({ content, expiresOn }) =>
    content === null || content.selfIssued
      ? null
      : {
          message:
            'A CA issued this version, but the policy renews it as self-signed under the same name.',
          nextStep: 'Set the issuer to the CA, or change the lifetime action to e-mail.',
          due: expiresOn,
        },
}
