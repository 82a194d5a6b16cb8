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
  const named = Object.entries(tags).find(([key]) => keys.has(key.toLowerCase()))
  if (named === undefined) return null
  return production.has(named[1].trim().toLowerCase()) ? 'production' : 'other'
}
