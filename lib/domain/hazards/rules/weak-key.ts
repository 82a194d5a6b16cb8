import type { HazardRule } from '../facts.ts'
import { hazardTitles } from '../titles.ts'

export const weakKey: HazardRule = {
  id: 'weak-key',
  ...hazardTitles['weak-key'],
  citation: 'https://www.rfc-editor.org/rfc/rfc9325#section-4.5',
  applies: ({ content }) => content !== null,
  check: ({ content }) => {
    const fault = content && weakness(content.key, content.signatureAlgorithm)
    return fault === null
      ? null
      : {
          message: `${fault}.`,
          nextStep: 'Issue a new version with RSA 2048 or more, or an EC key, signed with SHA-256.',
          due: null,
        }
  },
}

function weakness(key: string, signature: string): string | null {
  const [, bits] = /^RSA (\d+)$/.exec(key) ?? []
  if (bits !== undefined && Number(bits) < 2048) return `Its RSA key has ${bits} bits only`
  if (/sha-?1(?!\d)|md5/i.test(signature)) return `It is signed with ${signature}`
  return null
}
