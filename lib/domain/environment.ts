/** What a vault or a certificate is for, as its tags say. */
export type Environment = 'production' | 'other'

const keys = new Set(['env', 'environment', 'stage'])
const production = new Set(['prod', 'production', 'prd', 'live'])

/**
 * The environment that tags name; null when none does. Azure has no field for it: the tag `env` is the
 * custom of its own guidance.
 * https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-tagging
 */
export function environmentOf(tags: Readonly<Record<string, string>>): Environment | null {
  const value = environmentTag(tags)
  if (value === null) return null
  return production.has(value.trim().toLowerCase()) ? 'production' : 'other'
}

/** What the tag for the environment says, as it is written; null when there is no such tag. */
export function environmentTag(tags: Readonly<Record<string, string>>): string | null {
  return Object.entries(tags).find(([key]) => keys.has(key.toLowerCase()))?.[1] ?? null
}
