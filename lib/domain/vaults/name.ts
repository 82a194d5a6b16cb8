/**
 * Why this cannot be the name of a vault, in words; null when Azure takes it.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftkeyvault
 */
export function vaultNameProblem(name: string): string | null {
  if (name === '') return 'Give the vault a name.'
  const strange = [...name].find((character) => !/[A-Za-z0-9-]/.test(character))
  if (strange !== undefined) {
    return strange === ' '
      ? 'A name has letters, digits and hyphens, and no space.'
      : `A name has letters, digits and hyphens; “${strange}” is none of them.`
  }
  if (!/^[A-Za-z]/.test(name)) return 'A name begins with a letter.'
  if (name.length < 3) return 'A name has at least 3 characters.'
  if (name.length > 24) return `A name has at most 24 characters; this has ${name.length}.`
  if (name.endsWith('-')) return 'A name ends with a letter or digit.'
  if (name.includes('--')) return 'A name has no two hyphens in a row.'
  return null
}
