import { formatIp, parseIp } from '#lib/x509/ip.ts'

/**
 * Subject alternative names as people type them: DNS names with wildcards and internal names, e-mail
 * addresses, user principal names, IP addresses and URIs.
 */

/** Key Vault's policy takes at most this many names: https://learn.microsoft.com/azure/key-vault/certificates/certificate-scenarios */
export const namesMax = 100

export type NameKind = 'dns' | 'email' | 'upn' | 'ip' | 'uri'

/** The names of a policy or certificate, by kind. */
export interface NameLists {
  readonly dns: readonly string[]
  readonly emails: readonly string[]
  readonly upns: readonly string[]
  readonly ips: readonly string[]
  readonly uris: readonly string[]
}

/** Each kind with the list that holds it. */
export const nameLists = [
  ['dns', 'dns'],
  ['email', 'emails'],
  ['upn', 'upns'],
  ['ip', 'ips'],
  ['uri', 'uris'],
] as const satisfies readonly (readonly [NameKind, keyof NameLists])[]

export interface NameCheck {
  /** What will be sent; equals the input when it is refused. */
  readonly value: string
  readonly problem: string | null
  /** Something the user should know about an accepted name. */
  readonly notice: string | null
}

// RFC 6761 (localhost, test, invalid, example), RFC 6762 appendix G (local, corp, home, lan, …) and
// ICANN's board resolution 2024-07-29 (internal): no public CA may issue for these.
const privateSuffixes = new Set(
  'internal local localhost lan home corp intranet private test example invalid'.split(' '),
)

function accepted(value: string, notice: string | null = null): NameCheck {
  return { value, problem: null, notice }
}

function refused(value: string, problem: string): NameCheck {
  return { value, problem, notice: null }
}

/** Turns `bücher.example` into its A-label; null when it is no host name. WHATWG URL does IDNA. */
function toAscii(name: string): string | null {
  const wildcard = name.startsWith('*.')
  const host = wildcard ? name.slice(2) : name
  const url = URL.parse(`https://${host}`)
  if (url === null || url.pathname !== '/' || url.search !== '' || url.username !== '') return null
  return (wildcard ? '*.' : '') + url.hostname
}

/** Checks a dNSName: RFC 5280 section 4.2.1.6, RFC 1034 section 3.5; wildcards RFC 6125 section 6.4.3. */
export function checkDnsName(text: string): NameCheck {
  const typed = text.trim()
  if (typed === '') return refused(typed, 'Type a DNS name, or remove the line.')
  if (typed.includes('://')) {
    const host = URL.parse(typed)?.hostname
    return refused(typed, `Type the host name only, without https://${host ? `: ${host}` : ''}`)
  }
  if (/\s/.test(typed)) return refused(typed, 'A DNS name cannot contain spaces. One name a line.')
  if (/^\[?[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*\]?$/i.test(typed)) return refused(typed, ipProblem)
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(typed)) return refused(typed, ipProblem)
  if (typed.includes('/')) return refused(typed, 'Leave out the path: a certificate names a host.')
  if (typed.includes(':')) return refused(typed, 'Leave out the port: a certificate names a host.')
  if (typed.includes('@')) return refused(typed, 'This is an e-mail address. Add it as E-mail.')
  const name = /[^\x20-\x7e]/.test(typed) ? toAscii(typed) : typed.toLowerCase()
  if (name === null) return refused(typed, 'This is not a DNS name.')
  const problem = asciiDnsProblem(name)
  if (problem !== null) return refused(typed, problem)
  return accepted(name, dnsNotice(typed, name))
}

const ipProblem = 'This is an IP address. Add it as IP address.'

function asciiDnsProblem(name: string): string | null {
  if (name.endsWith('.')) return 'Leave out the dot at the end.'
  if (name.length > 253) return 'A DNS name can have at most 253 characters.'
  const labels = name.split('.')
  if (name === '*') return 'A wildcard needs a domain after it, such as *.contoso.com.'
  for (const [index, label] of labels.entries()) {
    if (label === '*' && index === 0) continue
    if (label.includes('*')) {
      return 'A wildcard stands alone as the first part, such as *.contoso.com.'
    }
    if (label === '') return 'Two dots follow each other, or the name begins with a dot.'
    if (label.length > 63) return `“${label.slice(0, 20)}…” is longer than 63 characters.`
    if (label.includes('_')) {
      return 'An underscore is not allowed in a host name. Use a hyphen instead.'
    }
    if (!/^[a-z0-9-]+$/.test(label)) return `“${label}” has a character no DNS name can have.`
    if (label.startsWith('-') || label.endsWith('-')) {
      return `“${label}” begins or ends with a hyphen.`
    }
  }
  return null
}

function dnsNotice(typed: string, name: string): string | null {
  if (typed.toLowerCase() !== name) return `Sent as ${name}, the form DNS uses.`
  const labels = name.split('.')
  const last = labels.at(-1) ?? ''
  if (labels.length === 1 || privateSuffixes.has(last)) {
    return 'An internal name: fine here, but no public CA issues for it.'
  }
  if (labels[0] === '*') {
    const rest = labels.slice(1).join('.')
    return `Covers one level, such as www.${rest}, but not ${rest} itself.`
  }
  return null
}

/** Checks an rfc822Name: a Mailbox of RFC 5321 section 4.1.2 in plain ASCII. */
export function checkEmail(text: string): NameCheck {
  const typed = text.trim()
  if (typed === '') return refused(typed, 'Type an e-mail address, or remove the line.')
  const at = typed.lastIndexOf('@')
  if (at <= 0) return refused(typed, 'An e-mail address looks like name@contoso.com.')
  const local = typed.slice(0, at)
  const domain = typed.slice(at + 1)
  if (!/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$/.test(local) || /^\.|\.\.|\.$/.test(local)) {
    return refused(typed, 'The part before @ has a character no e-mail address in ASCII can have.')
  }
  const host = checkDnsName(domain)
  if (host.problem !== null || domain.startsWith('*')) {
    return refused(typed, 'The part after @ is not a domain.')
  }
  return accepted(`${local}@${host.value}`)
}

/** Checks a user principal name, `user@domain`, the otherName that smart card sign-in reads. */
export function checkUpn(text: string): NameCheck {
  const typed = text.trim()
  if (typed === '') return refused(typed, 'Type a user principal name, or remove the line.')
  const at = typed.lastIndexOf('@')
  if (at <= 0 || /\s/.test(typed)) {
    return refused(typed, 'A user principal name looks like name@contoso.com.')
  }
  const host = checkDnsName(typed.slice(at + 1))
  if (host.problem !== null) return refused(typed, 'The part after @ is not a domain.')
  return accepted(`${typed.slice(0, at)}@${host.value}`)
}

/** Checks an iPAddress, RFC 5280 section 4.2.1.6: one address, without port, zone or prefix. */
export function checkIp(text: string): NameCheck {
  const typed = text.trim().replace(/^\[(.*)\]$/, '$1')
  if (typed === '') return refused(typed, 'Type an IP address, or remove the line.')
  if (typed.includes('/'))
    return refused(typed, 'A certificate names single addresses, no networks.')
  if (typed.includes('%')) return refused(typed, 'Leave out the zone after %.')
  const bytes = parseIp(typed)
  if (bytes === null) return refused(typed, 'This is not an IP address.')
  const value = formatIp(bytes)
  return accepted(
    value,
    isPrivate(bytes) ? 'A private address: fine here, but no public CA issues for it.' : null,
  )
}

/** Loopback, private and link-local: RFC 1918, RFC 5735, RFC 4193 and RFC 4291 section 2.5.6. */
function isPrivate([a = 0, b = 0, ...rest]: Uint8Array): boolean {
  if (rest.length === 2) {
    return (
      a === 10 ||
      a === 127 ||
      (a === 172 && b >= 16 && b < 32) ||
      (a === 192 && b === 168) ||
      (a === 169 && b === 254)
    )
  }
  return (a & 0xfe) === 0xfc || (a === 0xfe && (b & 0xc0) === 0x80) || (a === 0 && b === 0)
}

/** Checks a uniformResourceIdentifier, RFC 5280 section 4.2.1.6: absolute, in ASCII. */
export function checkUri(text: string): NameCheck {
  const typed = text.trim()
  if (typed === '') return refused(typed, 'Type a URI, or remove the line.')
  if (/\s/.test(typed)) return refused(typed, 'A URI cannot contain spaces.')
  if (/[^\x21-\x7e]/.test(typed)) {
    return refused(
      typed,
      'Write characters outside ASCII as % and their code: RFC 3987 section 3.1.',
    )
  }
  if (!/^[a-z][a-z0-9+.-]*:./i.test(typed)) {
    return refused(typed, 'Begin with the scheme, such as spiffe:// or https://.')
  }
  if (typed.length > 2048) return refused(typed, 'A URI can have at most 2048 characters.')
  return accepted(typed)
}

const checks: Readonly<Record<NameKind, (text: string) => NameCheck>> = {
  dns: checkDnsName,
  email: checkEmail,
  upn: checkUpn,
  ip: checkIp,
  uri: checkUri,
}

/** Checks one name of the given kind. */
export function checkName(kind: NameKind, text: string): NameCheck {
  return checks[kind](text)
}
