import { environmentTag } from './environment.ts'

/** An environment that something in a vault is tagged with. */
export interface TaggedEnvironment {
  /** As it is spelled first: `prod`. */
  readonly name: string
  /** Objects that are tagged so. */
  readonly objects: readonly string[]
  /** True when the vault itself is tagged so. */
  readonly ofVault: boolean
}

interface Tagged {
  readonly name: string
  readonly tags: Readonly<Record<string, string>>
}

/** Words for the same environment. */
const sameAs: Readonly<Record<string, string>> = {
  prod: 'production',
  prd: 'production',
  live: 'production',
  dev: 'development',
  develop: 'development',
  tst: 'test',
  testing: 'test',
  stg: 'staging',
  stage: 'staging',
}

/**
 * The environments that share one vault by the tags of the vault and of what it holds; empty when there are
 * not several. A vault is the border of access: who may use one object of production there may be let at
 * test through the same entry. https://learn.microsoft.com/azure/key-vault/general/best-practices#use-separate-key-vaults
 */
export function mixedEnvironments(
  vaultTags: Readonly<Record<string, string>>,
  objects: readonly Tagged[],
): readonly TaggedEnvironment[] {
  const found = new Map<string, { name: string; objects: string[]; ofVault: boolean }>()
  const add = (value: string) => {
    const name = value.trim()
    const key = normal(name)
    const known = found.get(key) ?? { name, objects: [], ofVault: false }
    found.set(key, known)
    return known
  }
  for (const value of valuesOf(vaultTags)) add(value).ofVault = true
  for (const { name, tags } of objects) {
    for (const value of valuesOf(tags)) add(value).objects.push(name)
  }
  return found.size > 1 ? [...found.values()] : []
}

/** The one environment that the tags name, in one spelling; null for none and for several. */
export function singleEnvironment(tags: Readonly<Record<string, string>>): string | null {
  const [first, ...more] = new Set(valuesOf(tags).map(normal))
  return first === undefined || more.length > 0 ? null : first
}

function normal(value: string): string {
  const name = value.trim().toLowerCase()
  return sameAs[name] ?? name
}

/** One tag may name several: `dev, test`. */
function valuesOf(tags: Readonly<Record<string, string>>): string[] {
  return (environmentTag(tags) ?? '').split(/[,;/|]/).filter((value) => value.trim() !== '')
}
