import { issuerKind } from '../../certificates/policy/issuer-kind.ts'
import { addMonths, publicTrustLimitAt } from '../../certificates/validity.ts'
import type { HazardRule } from '../facts.ts'
import { hazardTitles } from '../titles.ts'

const dayMs = 86_400_000

export const validityOverPublicLimit: HazardRule = {
  id: 'validity-over-public-limit',
  ...hazardTitles['validity-over-public-limit'],
  citation: 'https://learn.microsoft.com/azure/key-vault/certificates/certificate-scenarios',
  // The limit holds for certificates that browsers trust: those of the integrated, public CAs.
  applies: ({ policy }) =>
    issuerKind(policy.issuer) === 'integrated' && policy.validityMonths !== null,
  check: ({ policy, expiresOn }, now) => {
    if (policy.validityMonths === null) return null
    // The next version is made at the latest when this one ends: the limit of that day counts.
    const issued =
      expiresOn === null ? now : new Date(Math.max(now.getTime(), Date.parse(expiresOn)))
    const limit = publicTrustLimitAt(issued).current
    const days = Math.round(
      (addMonths(issued, policy.validityMonths).getTime() - issued.getTime()) / dayMs,
    )
    // Months are 28 to 31 days long; a CA cuts the rest off.
    if (limit === null || days <= limit.days + 1) return null
    return {
      message: `The policy asks for ${days} days; public CAs may issue ${limit.days} days from ${limit.from} on.`,
      nextStep: `Ask for ${Math.max(1, Math.floor(limit.days / 31))} months or less, and renew automatically.`,
      due: limit.from > now.toISOString() ? `${limit.from}T00:00:00.000Z` : null,
    }
  },
}
