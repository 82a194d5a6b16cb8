import { sameTags } from '../certificates/tags.ts'
import { reapplySettings, type Tags, tagChanges } from '../certificates/version-settings.ts'

/**
 * What of a vault is changed on its page of settings. Access policies, the permission model and the
 * firewall are changed elsewhere; retention only when it is made.
 * https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/update
 */
export interface VaultSettings {
  readonly tags: Tags
  readonly sku: 'standard' | 'premium'
  /** Goes on, and never off again. */
  readonly purgeProtection: boolean
  /** Virtual machines may fetch certificates that are deployed to them. */
  readonly forDeployment: boolean
  /** Azure Disk Encryption may fetch secrets and unwrap keys. */
  readonly forDiskEncryption: boolean
  /** Resource Manager may fetch secrets for a template. */
  readonly forTemplates: boolean
}

/** Members that are absent stay as they are. */
export type VaultChange = Partial<Omit<VaultSettings, 'purgeProtection'>> & {
  readonly purgeProtection?: true
}

const flags = ['forDeployment', 'forDiskEncryption', 'forTemplates'] as const

const flagWords: Readonly<Record<(typeof flags)[number], string>> = {
  forDeployment: 'Virtual machines',
  forDiskEncryption: 'Azure Disk Encryption',
  forTemplates: 'Resource Manager templates',
}

/** Only what differs. Purge protection that is on cannot be asked to go off. */
export function vaultChange(before: VaultSettings, after: VaultSettings): VaultChange {
  return {
    ...(sameTags(before.tags, after.tags) ? {} : { tags: after.tags }),
    ...(before.sku === after.sku ? {} : { sku: after.sku }),
    ...(!before.purgeProtection && after.purgeProtection ? { purgeProtection: true } : {}),
    ...Object.fromEntries(
      flags.filter((flag) => before[flag] !== after[flag]).map((flag) => [flag, after[flag]]),
    ),
  }
}

/** The change in words, one sentence or pair each; what cannot be undone stands first. */
export function vaultChangeWords(before: VaultSettings, change: VaultChange): string[] {
  return [
    ...(change.purgeProtection === true
      ? ['Purge protection: off → on, for good. Nobody can turn it off again.']
      : []),
    ...(change.sku === undefined
      ? []
      : [`SKU: ${skuName(before.sku)} → ${skuName(change.sku)}${skuEffect(change.sku)}`]),
    ...flags.flatMap((flag) => {
      const wanted = change[flag]
      if (wanted === undefined) return []
      return [`${flagWords[flag]}: ${wanted ? 'may read from it' : 'may no longer read from it'}`]
    }),
    ...(change.tags === undefined ? [] : tagChanges(before.tags, change.tags)),
  ]
}

function skuName(sku: VaultSettings['sku']): string {
  return sku === 'premium' ? 'Premium' : 'Standard'
}

/** https://learn.microsoft.com/azure/key-vault/keys/about-keys#key-types-and-protection-methods */
function skuEffect(sku: VaultSettings['sku']): string {
  return sku === 'premium' ? ', which can keep keys in an HSM' : ', which makes no HSM keys'
}

/**
 * True when somebody changed, since `before`, what this change touches. The service replaces each named
 * setting as a whole, so anything else of the vault is safe.
 */
export function isOvertaken(
  before: VaultSettings,
  change: VaultChange,
  now: VaultSettings,
): boolean {
  const theirs = vaultChange(before, now)
  return (Object.keys(change) as (keyof VaultChange)[]).some((member) => {
    if (theirs[member] === undefined) return false
    return member === 'tags'
      ? !sameTags(now.tags, change.tags ?? {})
      : now[member] !== change[member]
  })
}

/** What somebody changed from `base` to `mine`, done to `theirs`. Where both changed the same, `mine` wins. */
export function reapplyVaultSettings(
  base: VaultSettings,
  mine: VaultSettings,
  theirs: VaultSettings,
): VaultSettings {
  const { tags: _, ...change } = vaultChange(base, mine)
  const { tags } = reapplySettings(
    { enabled: true, tags: base.tags },
    { enabled: true, tags: mine.tags },
    { enabled: true, tags: theirs.tags },
  )
  return { ...theirs, ...change, tags }
}
