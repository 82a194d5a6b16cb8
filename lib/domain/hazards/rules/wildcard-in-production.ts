import type { HazardRule } from '../facts.ts'
import { hazardTitles } from '../titles.ts'

export const wildcardInProduction: HazardRule = {
  id: 'wildcard-in-production',
  ...hazardTitles['wildcard-in-production'],
  citation: 'https://www.rfc-editor.org/rfc/rfc9525#section-7.1',
  applies: ({ environment }) => environment === 'production',
  check: ({ content }) => {
    const name = content?.names.dns.find((dns) => dns.startsWith('*.'))
    return name === undefined
      ? null
      : {
          message: `${name} vouches for every host of the domain: one lost key speaks for all of them.`,
          nextStep: 'Issue one certificate for each host.',
          due: null,
        }
  },
}
