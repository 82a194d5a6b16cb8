/** The tag that names who answers for an object. Key Vault has no such field, and contacts per vault alone. */
export const ownerTag = 'owner'

/** Who answers for a certificate, as its tag says; null where none does. Azure matches tag names without case. */
export function ownerOf(tags: Readonly<Record<string, string>>): string | null {
  const entry = Object.entries(tags).find(([name]) => name.toLowerCase() === ownerTag)
  return entry?.[1].trim() || null
}
