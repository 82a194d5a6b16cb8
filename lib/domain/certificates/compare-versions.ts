/** Two versions of a certificate side by side, with what differs in words. */
import type { NameLists } from './names.ts'
import { purposeWord } from './policy/extended-key-usages.ts'
import { keyUsageWords } from './policy/key-usages.ts'
import { type Tags, tagChanges } from './version-settings.ts'

/** What of a version is compared. Dates are ISO 8601. */
export interface ComparedVersion {
  readonly enabled: boolean
  readonly notBefore: string | null
  readonly expiresOn: string | null
  readonly createdOn: string | null
  readonly tags: Tags
  /** Null when the certificate cannot be read as X.509. */
  readonly content: ComparedContent | null
}

export interface ComparedContent {
  readonly subject: string
  readonly issuer: string
  readonly selfIssued: boolean
  readonly names: NameLists
  readonly key: string
  /** SHA-256 of the public key. */
  readonly keySha256: string
  readonly signatureAlgorithm: string
  readonly keyUsage: readonly string[] | null
  readonly extendedKeyUsage: readonly string[]
  readonly basicConstraints: { readonly ca: boolean; readonly pathLength: number | null } | null
  readonly serialNumber: string
  readonly sha256: string
}

/** A value as it is to be shown. */
export type ComparedValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'mono'; readonly text: string }
  | { readonly kind: 'hex'; readonly text: string }
  | { readonly kind: 'time'; readonly time: string | null }
  | { readonly kind: 'list'; readonly items: readonly string[] }

export interface ComparedRow {
  readonly term: string
  readonly from: ComparedValue
  readonly to: ComparedValue
  /** What differs, in words; null when nothing does. */
  readonly difference: string | null
  /** What the difference means for those who use the certificate; null when nothing. */
  readonly meaning: string | null
  /** True for what differs in any two versions, and so says nothing. */
  readonly always: boolean
}

const dayMs = 86_400_000

/** Every row of the comparison, in the order in which people look: what it says, its key, its life. */
export function compareVersions(from: ComparedVersion, to: ComparedVersion): ComparedRow[] {
  const rows = [
    row('Enabled', text(yesNo(from.enabled)), text(yesNo(to.enabled)), {
      meaning: to.enabled ? null : 'Applications that ask for the later one get an error.',
    }),
  ]
  const [a, b] = [from.content, to.content]
  if (a !== null && b !== null) rows.push(...contentRows(a, b))
  rows.push(
    time('Valid from', from.notBefore, to.notBefore),
    time('Valid until', from.expiresOn, to.expiresOn),
    life(from, to),
    tags(from.tags, to.tags),
    time('Made', from.createdOn, to.createdOn, true),
  )
  if (a !== null && b !== null) {
    rows.push(
      row('Serial', hex(a.serialNumber), hex(b.serialNumber), { always: true }),
      row('SHA-256', hex(a.sha256), hex(b.sha256), { always: true }),
    )
  }
  return rows
}

function contentRows(a: ComparedContent, b: ComparedContent): ComparedRow[] {
  return [
    row('Subject', mono(a.subject), mono(b.subject), {}),
    list('Names', nameWords(a.names), nameWords(b.names), {
      gone: (names) => `Clients that use ${names} get a name error with the later one.`,
    }),
    row('Issuer', mono(issuer(a)), mono(issuer(b)), {
      meaning: b.selfIssued
        ? 'Clients trust the later one only where it is installed.'
        : 'Clients have to trust the other issuer.',
    }),
    key(a, b),
    row('Signature', text(a.signatureAlgorithm), text(b.signatureAlgorithm), {}),
    list('Purposes', purposes(a), purposes(b), {
      gone: (words) => `The later one is refused as ${words}.`,
    }),
    row('Key usage', text(usage(a)), text(usage(b)), {}),
    row('Authority', text(authority(a)), text(authority(b)), {}),
  ]
}

interface RowNotes {
  difference?: string | null
  meaning?: string | null
  always?: boolean
}

function row(
  term: string,
  from: ComparedValue,
  to: ComparedValue,
  { difference = 'different', meaning = null, always = false }: RowNotes,
): ComparedRow {
  const same = JSON.stringify(from) === JSON.stringify(to)
  return {
    term,
    from,
    to,
    difference: same ? null : difference,
    meaning: same ? null : meaning,
    always,
  }
}

/** Whether the key was kept is the one thing that its description does not say. */
function key(a: ComparedContent, b: ComparedContent): ComparedRow {
  const kept = a.keySha256 === b.keySha256
  const found = row('Key', text(a.key), text(b.key), { difference: 'a new key of another type' })
  if (kept) {
    return {
      ...found,
      difference: null,
      meaning: 'The same key: if it leaked from one version, the other is worthless too.',
    }
  }
  return {
    ...found,
    difference: found.difference ?? 'a new key of the same type',
    meaning: 'Whoever pins the public key has to learn the new one.',
  }
}

function time(term: string, from: string | null, to: string | null, always = false): ComparedRow {
  return row(
    term,
    { kind: 'time', time: from },
    { kind: 'time', time: to },
    {
      difference: distance(from, to),
      always,
    },
  )
}

/** `92 days later`, `less than a day earlier`. */
function distance(from: string | null, to: string | null): string {
  if (from === null || to === null) return 'different'
  const ms = Date.parse(to) - Date.parse(from)
  const days = Math.floor(Math.abs(ms) / dayMs)
  return `${days === 0 ? 'less than a day' : dayWords(days)} ${ms < 0 ? 'earlier' : 'later'}`
}

function life(from: ComparedVersion, to: ComparedVersion): ComparedRow {
  const [a, b] = [lifeDays(from), lifeDays(to)]
  const words = (days: number | null) => text(days === null ? 'unknown' : dayWords(days))
  const difference =
    a === null || b === null
      ? 'different'
      : `${dayWords(Math.abs(b - a))} ${b < a ? 'shorter' : 'longer'}`
  return row('Life', words(a), words(b), { difference })
}

function lifeDays({ notBefore, expiresOn }: ComparedVersion): number | null {
  if (notBefore === null || expiresOn === null) return null
  return Math.round((Date.parse(expiresOn) - Date.parse(notBefore)) / dayMs)
}

function dayWords(days: number): string {
  return days === 1 ? '1 day' : `${days} days`
}

function tags(from: Tags, to: Tags): ComparedRow {
  const items = (record: Tags) =>
    Object.entries(record)
      .map(([name, value]) => `${name}=${value}`)
      .toSorted()
  return row(
    'Tags',
    { kind: 'list', items: items(from) },
    { kind: 'list', items: items(to) },
    { difference: tagChanges(from, to).join('; ') },
  )
}

function list(
  term: string,
  from: readonly string[],
  to: readonly string[],
  { gone }: { gone: (words: string) => string },
): ComparedRow {
  const lost = from.filter((item) => !to.includes(item))
  const won = to.filter((item) => !from.includes(item))
  const difference = [
    ...(lost.length === 0 ? [] : [`without ${lost.join(', ')}`]),
    ...(won.length === 0 ? [] : [`with ${won.join(', ')}`]),
  ].join('; ')
  return row(
    term,
    { kind: 'list', items: from },
    { kind: 'list', items: to },
    {
      difference: difference === '' ? 'in another order' : difference,
      meaning: lost.length === 0 ? null : gone(lost.join(', ')),
    },
  )
}

function nameWords(names: NameLists): string[] {
  return [
    ...names.dns,
    ...names.emails,
    ...names.upns,
    ...names.ips.map((ip) => `IP ${ip}`),
    ...names.uris,
  ]
}

function issuer({ issuer: name, selfIssued }: ComparedContent): string {
  return selfIssued ? 'itself' : name
}

function purposes({ extendedKeyUsage }: ComparedContent): string[] {
  return extendedKeyUsage.map(purposeWord)
}

function usage({ keyUsage }: ComparedContent): string {
  return keyUsage === null ? 'any' : keyUsageWords(keyUsage)
}

function authority({ basicConstraints }: ComparedContent): string {
  return yesNo(basicConstraints?.ca ?? false)
}

const text = (value: string): ComparedValue => ({ kind: 'text', text: value })
const mono = (value: string): ComparedValue => ({ kind: 'mono', text: value })
const hex = (value: string): ComparedValue => ({ kind: 'hex', text: value })

function yesNo(value: boolean): string {
  return value ? 'Yes' : 'No'
}
