import { addMonths } from '../../certificates/validity.ts'
import { type HazardRule, lifeDays } from '../facts.ts'
import { hazardTitles } from '../titles.ts'

export const validityOverPolicy: HazardRule = {
  id: 'validity-over-policy',
  ...hazardTitles['validity-over-policy'],
  citation: 'https://learn.microsoft.com/azure/key-vault/certificates/about-certificates',
  applies: ({ content, policy }) => content !== null && policy.validityMonths !== null,
  check: ({ content, policy }) => {
    if (content === null || policy.validityMonths === null) return null
    const start = new Date(content.notBefore)
    const allowed = (addMonths(start, policy.validityMonths).getTime() - start.getTime()) / dayMs
    // The service dates a certificate back by minutes; a CA rounds to the day.
    if (lifeDays(content) <= allowed + 1) return null
    return {
      message: `This version lives ${Math.round(lifeDays(content))} days; the policy allows ${Math.round(allowed)}.`,
      nextStep: 'Issue a new version, so that what is used follows the policy.',
      due: null,
    }
  },
}

const dayMs = 86_400_000
