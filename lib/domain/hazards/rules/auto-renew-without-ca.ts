import { issuerKind } from '../../certificates/policy/issuer-kind.ts'
import { autoRenews, type HazardRule } from '../facts.ts'
import { hazardTitles } from '../titles.ts'

export const autoRenewWithoutCa: HazardRule = {
  id: 'auto-renew-without-ca',
  ...hazardTitles['auto-renew-without-ca'],
  citation: 'https://learn.microsoft.com/azure/key-vault/certificates/overview-renew-certificate',
  applies: ({ enabled, policy }) => enabled && issuerKind(policy.issuer) === 'unknown',
  check: ({ policy, expiresOn }) =>
    autoRenews(policy)
      ? {
          message: 'The policy says auto-renew, but names no CA that Key Vault can order from.',
          nextStep: 'Renew it by a signing request in time, or choose an integrated issuer.',
          due: expiresOn,
        }
      : null,
}
