import { rowIssuer, rowKey } from '#components/certificates/certificate-facts.ts'
import { formatDate } from '#components/ui/format-time.ts'
import { certificateStatuses } from '#lib/domain/certificates/status.ts'
import type { FleetRow } from './fleet-rows.ts'

/** What the rows are filtered by, as it stands in the address; null is any. */
export interface FleetFilters {
  readonly vault: string | null
  readonly status: string | null
  readonly issuer: string | null
  readonly key: string | null
  readonly expires: string | null
  /** `env=prod`, or the name of a tag alone. */
  readonly tag: string | null
  /** Id of a renewal check that fails, or `any`. */
  readonly check: string | null
}

export const anyCheck = 'any'

export const filterKeys = ['vault', 'status', 'issuer', 'key', 'expires', 'tag', 'check'] as const

export function readFilters(query: URLSearchParams): FleetFilters {
  const value = (key: keyof FleetFilters) => query.get(key) || null
  return {
    vault: value('vault'),
    status: certificateStatuses.find((each) => each === query.get('status')) ?? null,
    issuer: value('issuer'),
    key: value('key'),
    expires: readExpires(query.get('expires') ?? ''),
    tag: value('tag'),
    check: value('check'),
  }
}

const dayMs = 86_400_000

/** Windows of time in which certificates end; a number is of days from now. */
export const expiryWindows = [
  { value: 'past', label: 'already' },
  { value: '7', label: 'within 7 days' },
  { value: '30', label: 'within 30 days' },
  { value: '60', label: 'within 60 days' },
  { value: '90', label: 'within 90 days' },
  { value: '365', label: 'within 12 months' },
] as const

/** First and last day, UTC, as the overview's chart links to a week: `2026-12-01..2026-12-07`. */
const days = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/

function readExpires(text: string): string | null {
  const [, first = '', last = ''] = days.exec(text) ?? []
  if (Date.parse(first) <= Date.parse(last)) return text
  return expiryWindows.find((each) => each.value === text)?.value ?? null
}

/** What can be chosen, and the days that a link has chosen. */
export function expiryOptions(chosen: string | null): readonly { value: string; label: string }[] {
  const [, first, last] = days.exec(chosen ?? '') ?? []
  if (chosen === null || first === undefined || last === undefined) return expiryWindows
  const label = `${formatDate(new Date(first))} to ${formatDate(new Date(last))}`
  return [...expiryWindows, { value: chosen, label }]
}

/** The test that a row has to pass; undefined when nothing is filtered. `now` in ms since the epoch. */
export function filterOf(
  filters: FleetFilters,
  now: number,
): ((row: FleetRow) => boolean) | undefined {
  const { vault, status, issuer, key, expires, tag, check } = filters
  const tests: ((row: FleetRow) => boolean)[] = []
  if (vault !== null) tests.push((row) => row.vault === vault)
  if (status !== null) tests.push((row) => row.status === status)
  if (expires !== null) tests.push(endsWithin(expires, now))
  if (tag !== null) tests.push((row) => tagsOf(row).includes(tag) || Object.hasOwn(row.tags, tag))
  if (issuer !== null) tests.push((row) => rowIssuer(row) === issuer)
  if (key !== null) tests.push((row) => rowKey(row) === key)
  if (check !== null) {
    tests.push((row) => rowChecks(row)?.some((id) => check === anyCheck || id === check) === true)
  }
  return tests.length === 0 ? undefined : (row) => tests.every((test) => test(row))
}

function endsWithin(expires: string, now: number): (row: FleetRow) => boolean {
  const [from, to] = spanOf(expires, now)
  return ({ unissued, expiresOn }) => {
    // While nothing was issued, the date that the vault gives is the order's.
    if (unissued || expiresOn === null) return false
    const end = Date.parse(expiresOn)
    return end > from && end <= to
  }
}

/** After the first moment, up to the second. */
function spanOf(expires: string, now: number): readonly [from: number, to: number] {
  const [, first, last] = days.exec(expires) ?? []
  if (first !== undefined && last !== undefined) {
    return [Date.parse(first) - 1, Date.parse(last) + dayMs - 1]
  }
  return expires === 'past' ? [Number.NEGATIVE_INFINITY, now] : [now, now + Number(expires) * dayMs]
}

/** Ids of the renewal checks that fail; null while they are not known. */
export function rowChecks({ detail }: Pick<FleetRow, 'detail'>): readonly string[] | null {
  return detail?.ok ? detail.certificate.hazards : null
}

/** `env=prod`, as filters and the search have them. */
export function tagsOf({ tags }: Pick<FleetRow, 'tags'>): string[] {
  return Object.entries(tags).map(([name, value]) => (value ? `${name}=${value}` : name))
}

export interface FilterOption {
  readonly value: string
  readonly label: string
  readonly count: number
}

/** The values that rows have, the most frequent first, with how many have them. */
export function optionsOf(
  rows: readonly FleetRow[],
  valuesOf: (row: FleetRow) => readonly string[] | string,
): FilterOption[] {
  const counts = new Map<string, number>()
  for (const row of rows) {
    for (const value of [valuesOf(row)].flat()) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts]
    .map(([value, count]) => ({ value, label: value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}

/** Pasted thumbprints and serial numbers come in pairs with signs between them: `0A:1B 2C`. */
export function searchedFor(text: string): string {
  const plain = text.trim()
  return /^[0-9a-f]{2}([\s:-]+[0-9a-f]{2}){3,}$/i.test(plain)
    ? plain.replaceAll(/[\s:-]+/g, '')
    : text
}

/**
 * True for what only the details can tell: a name of a certificate, an address, a serial number. Names of
 * certificates and of vaults hold no dot; digits may also be of a thumbprint, which the list knows.
 * @param found rows that match what is known so far
 */
export function asksForDetails(search: string, filters: FleetFilters, found: number): boolean {
  const { issuer, key, check, status } = filters
  if (issuer !== null || key !== null || check !== null || status === 'renewal-due') return true
  return searchedFor(search)
    .split(/\s+/)
    .some((word) => /[.@*]/.test(word) || (found === 0 && /^(?=.*\d)[0-9a-f]{8,40}$/i.test(word)))
}
