import ipaddr from 'ipaddr.js'

const { IPv4, isValid } = ipaddr

/** https://learn.microsoft.com/azure/key-vault/general/network-security, "Limitations" */
export const ipRulesMax = 1_000
export const subnetRulesMax = 200

/** RFC 1918 section 3. */
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'] as const

interface Range {
  readonly first: number
  readonly last: number
}

/**
 * A rule as the service keeps it: a single address gets `/32`, the rest stays as it was typed. What is no
 * rule comes back without the spaces around it.
 */
export function normalRule(typed: string): string {
  const text = typed.trim()
  return IPv4.isValidFourPartDecimal(text) ? `${text}/32` : text
}

/** What is wrong with one rule, whatever stands beside it; null when nothing. */
export function ruleFault(typed: string): string | null {
  const text = typed.trim()
  if (text === '') return 'Type an IPv4 address or a range such as 203.0.113.0/24.'
  const [address = ''] = text.split('/')
  if (address.includes(':') && isValid(address)) {
    return `${text} is IPv6. The firewall of a vault knows IPv4 only.`
  }
  if (/^\S+-\S+$/.test(text)) {
    return `${text} is a range by its ends. Write it in CIDR notation, such as 203.0.113.0/24.`
  }
  const range = readRange(text)
  if (range === null) {
    return IPv4.isValidFourPartDecimal(address)
      ? `The part behind the slash of ${text} is a number from 0 to 32.`
      : `${text} is no IPv4 address and no range in CIDR notation, such as 203.0.113.0/24.`
  }
  const within = privateRanges.find((one) => contains(readRange(one), range))
  if (within !== undefined) {
    return `${text} is in the private range ${within}, which no caller from the internet has. Use the public address, a subnet or a private endpoint.`
  }
  return null
}

/** What is wrong with a new rule beside the others; null when nothing. */
export function addFault(typed: string, others: readonly string[]): string | null {
  const fault = ruleFault(typed)
  if (fault !== null) return fault
  if (others.length >= ipRulesMax) {
    return `A vault takes ${ipRulesMax.toLocaleString('en')} address rules, and has them. Remove one, or join some in a wider range.`
  }
  return overlapFault(
    typed.trim(),
    others.map((rule) => ({ rule, range: readRange(rule) })),
  )
}

interface Known {
  readonly rule: string
  readonly range: Range | null
}

function overlapFault(typed: string, others: readonly Known[]): string | null {
  const range = readRange(typed)
  for (const { rule, range: known } of others) {
    if (known === null || range === null) continue
    const within = contains(known, range)
    const around = contains(range, known)
    if (within && around) return `${rule} is there already.`
    if (within) return `${typed} is in ${rule} already.`
    if (around) return `${typed} takes in ${rule}. Remove that one first.`
  }
  return null
}

/** The first thing wrong with a whole list, by the place of the rule; empty when nothing. */
export function ruleFaults(rules: readonly string[]): Readonly<Record<number, string>> {
  if (rules.length > ipRulesMax) return { [ipRulesMax]: tooMany(rules.length) }
  const known: Known[] = []
  for (const [at, rule] of rules.entries()) {
    const fault = ruleFault(rule) ?? overlapFault(rule.trim(), known)
    if (fault !== null) return { [at]: fault }
    known.push({ rule, range: readRange(rule) })
  }
  return {}
}

function tooMany(count: number): string {
  return `These are ${count.toLocaleString('en')} address rules; a vault takes ${ipRulesMax.toLocaleString('en')}.`
}

/** Whether a rule takes in an address; false for what is no IPv4 address. */
export function ruleTakesIn(rule: string, address: string): boolean {
  return contains(readRange(rule), readRange(address))
}

function readRange(text: string): Range | null {
  const [address = '', prefix = '32', ...rest] = text.split('/')
  if (rest.length > 0 || !/^(\d|[12]\d|3[012])$/.test(prefix)) return null
  if (!IPv4.isValidFourPartDecimal(address)) return null
  const size = 2 ** (32 - Number(prefix))
  const value = IPv4.parse(address).octets.reduce((sum, octet) => sum * 256 + octet, 0)
  const first = Math.floor(value / size) * size
  return { first, last: first + size - 1 }
}

function contains(outer: Range | null, inner: Range | null): boolean {
  return outer !== null && inner !== null && outer.first <= inner.first && inner.last <= outer.last
}
