/** Longest name of a certificate, key or secret. https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#objects-identifiers-and-versioning */
export const objectNameMaxLength = 127

/**
 * What is wrong with a certificate's name in the vault, in the user's words; null when it is fine.
 * The rule is `^[0-9a-zA-Z-]+$`, 1 to 127 characters:
 * https://learn.microsoft.com/rest/api/keyvault/certificates/create-certificate/create-certificate#uri-parameters
 */
export function objectNameProblem(name: string): string | null {
  if (name === '') return 'Give the certificate a name.'
  const faults: string[] = []
  const refused = refusedWords(name)
  if (refused !== '') {
    const instead = suggestObjectName(name)
    faults.push(
      `Letters a–z, digits and hyphens only: no ${refused}.${instead === '' ? '' : ` For example: ${instead}`}`,
    )
  }
  if (name.length > objectNameMaxLength) {
    faults.push(`At most ${objectNameMaxLength} characters: this one has ${name.length}.`)
  }
  return faults.length === 0 ? null : faults.join(' ')
}

/** All that a name may not hold, once each: `spaces, dots and “_”`. */
function refusedWords(name: string): string {
  const signs = new Set(name.match(/[^0-9a-zA-Z-]/gu))
  const words = [...signs].map((sign) =>
    /\s/.test(sign) ? 'spaces' : sign === '.' ? 'dots' : `“${sign}”`,
  )
  const each = [...new Set(words)]
  return each.length < 2 ? each.join('') : `${each.slice(0, -1).join(', ')} or ${each.at(-1)}`
}

/** The nearest name that the vault accepts; empty when nothing of the text can be kept. */
export function suggestObjectName(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('*', 'wildcard')
    .replaceAll(/[^0-9a-zA-Z-]+/g, '-')
    .replaceAll(/-{2,}/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, objectNameMaxLength)
    .replace(/-$/, '')
}
