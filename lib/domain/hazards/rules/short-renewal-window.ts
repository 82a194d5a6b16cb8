import { type IssuerKind, issuerKind } from '../../certificates/policy/issuer-kind.ts'
import { type HazardRule, windowDays } from '../facts.ts'

/**
 * Days that a renewal needs when something has to be repeated. Pre-vetting of a domain takes two to three
 * days; a person who hands in a signing request needs a week. Our own figures above the service's.
 */
const leadDays: Record<IssuerKind, number> = { self: 1, integrated: 7, unknown: 14 }

const reasons: Record<IssuerKind, string> = {
  self: 'the vault needs room for a second try',
  integrated: 'a CA that has to vet the domain again needs 2 to 3 days',
  unknown: 'somebody has to have a request signed and merged',
}

export const shortRenewalWindow: HazardRule = {
  id: 'short-renewal-window',
  title: 'Renewed too late',
  severity: 'warn',
  citation: 'https://learn.microsoft.com/azure/key-vault/certificates/certificate-scenarios',
  applies: ({ enabled, content }) => enabled && content !== null,
  check: ({ policy, content, expiresOn }) => {
    const days = content && windowDays(policy, content)
    if (days === null) return null
    const maker = issuerKind(policy.issuer)
    if (days >= leadDays[maker]) return null
    return {
      message: `Its policy acts ${count(days)} before the end; ${reasons[maker]}.`,
      nextStep: `Act at least ${count(leadDays[maker])} before the end.`,
      due: expiresOn,
    }
  },
}

function count(days: number): string {
  const whole = Math.floor(days)
  return `${whole} ${whole === 1 ? 'day' : 'days'}`
}
