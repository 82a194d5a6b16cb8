/** What people can change on a version, and what becomes of it when two of them do. */
import { sameTags } from './tags.ts'

export type Tags = Readonly<Record<string, string>>

/**
 * The dates of a version are not among them: they are those of the X.509 certificate, and read-only.
 * https://learn.microsoft.com/azure/key-vault/certificates/about-certificates#certificate-attributes
 */
export interface VersionSettings {
  readonly enabled: boolean
  readonly tags: Tags
}

/** True when both mean the same. */
export function sameSettings(a: VersionSettings, b: VersionSettings): boolean {
  return a.enabled === b.enabled && sameTags(a.tags, b.tags)
}

/** The changes from one state to the other, in words: `Enabled: Yes → No`, `env=prod added`. */
export function settingsChanges(before: VersionSettings, after: VersionSettings): string[] {
  return [
    ...(before.enabled === after.enabled
      ? []
      : [`Enabled: ${yesNo(before.enabled)} → ${yesNo(after.enabled)}`]),
    ...tagChanges(before.tags, after.tags),
  ]
}

function yesNo(value: boolean): string {
  return value ? 'Yes' : 'No'
}

/** `Tag env=prod added`, `Tag team: red → blue`, `Tag owner removed`, in the order of their names. */
export function tagChanges(before: Tags, after: Tags): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].toSorted().flatMap((name) => {
    const old = Object.hasOwn(before, name) ? before[name] : undefined
    const next = Object.hasOwn(after, name) ? after[name] : undefined
    if (old === next) return []
    if (old === undefined) return [`Tag ${name}=${next} added`]
    if (next === undefined) return [`Tag ${name} removed`]
    return [`Tag ${name}: ${old || 'empty'} → ${next || 'empty'}`]
  })
}

/**
 * What somebody changed from `base` to `mine`, done to what the vault holds now instead. Where both
 * changed the same, `mine` wins: the person has seen the other change and asked for this.
 */
export function reapplySettings(
  base: VersionSettings,
  mine: VersionSettings,
  theirs: VersionSettings,
): VersionSettings {
  const tags: Record<string, string> = { ...theirs.tags }
  for (const name of new Set([...Object.keys(base.tags), ...Object.keys(mine.tags)])) {
    const wanted = Object.hasOwn(mine.tags, name) ? mine.tags[name] : undefined
    const before = Object.hasOwn(base.tags, name) ? base.tags[name] : undefined
    if (wanted === before) continue
    if (wanted === undefined) delete tags[name]
    else tags[name] = wanted
  }
  return { enabled: mine.enabled === base.enabled ? theirs.enabled : mine.enabled, tags }
}

/** What else happens when a version is switched off; `current` is whether it is the newest one. */
export function disablingWords(current: boolean): string[] {
  return [
    'Its key and its secret are disabled with it: to fetch, sign or decrypt with them answers 403.',
    current
      ? 'Applications that use the address without a version fail too: the vault does not fall back to the version before.'
      : 'Applications that name this version fail. Those that use the address without a version go on with the current one.',
    'What already has a copy, such as a web server or App Service, works until it fetches again.',
    ...(current ? ['The vault stops renewing it until a version is enabled again.'] : []),
  ]
}
