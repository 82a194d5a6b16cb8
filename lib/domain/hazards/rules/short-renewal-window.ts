import { type IssuerKind, issuerKind } from '../../certificates/policy/issuer-kind.ts'
import { renewalLeadDays } from '../../certificates/policy/lifetime.ts'
import { type HazardRule, windowDays } from '../facts.ts'
import { hazardTitles } from '../titles.ts'

const reasons: Record<IssuerKind, string> = {
  self: 'the vault needs room for a second try',
  integrated: 'a CA that has to vet the domain again needs 2 to 3 days',
  unknown: 'somebody has to have a request signed and merged',
}

export const shortRenewalWindow: HazardRule = {
  id: 'short-renewal-window',
  ...hazardTitles['short-renewal-window'],
  citation: 'https://learn.microsoft.com/azure/key-vault/certificates/certificate-scenarios',
  applies: ({ enabled, content }) => enabled && content !== null,
  check: ({ policy, content, expiresOn }) => {
    const days = content && windowDays(policy, content)
    if (days === null) return null
    const maker = issuerKind(policy.issuer)
    const lead = renewalLeadDays[maker]
    if (days >= lead) return null
    return {
      message: `Its policy acts ${count(days)} before the end; ${reasons[maker]}.`,
      nextStep: `Act at least ${count(lead)} before the end.`,
      due: expiresOn,
    }
  },
}

function count(days: number): string {
  const whole = Math.floor(days)
  return `${whole} ${whole === 1 ? 'day' : 'days'}`
}
