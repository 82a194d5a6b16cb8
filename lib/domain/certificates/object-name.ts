/** Longest name of a certificate, key or secret. https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#objects-identifiers-and-versioning */
export const objectNameMaxLength = 127

/**
 * What is wrong with a certificate's name in the vault, in the user's words; null when it is fine.
 * The rule is `^[0-9a-zA-Z-]+$`, 1 to 127 characters:
 * https://learn.microsoft.com/rest/api/keyvault/certificates/create-certificate/create-certificate#uri-parameters
 */
export function objectNameProblem(name: string): string | null {
  if (name === '') return 'Give the certificate a name.'
  if (/^\s|\s$/.test(name)) return 'Remove the space before or after the name.'
  if (/\s/.test(name)) {
    return `A name cannot contain spaces. Use hyphens instead: ${suggestObjectName(name)}`
  }
  if (name.includes('.')) {
    return `A name cannot contain dots. Use hyphens instead: ${suggestObjectName(name)}`
  }
  const strange = /[^0-9a-zA-Z-]/u.exec(name)
  if (strange !== null) {
    return `A name can hold letters a–z, digits and hyphens only. Remove “${strange[0]}”.`
  }
  if (name.length > objectNameMaxLength) {
    return `A name can have at most ${objectNameMaxLength} characters. This one has ${name.length}.`
  }
  return null
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
