import { isIP } from 'node:net'
import { NameError, parseName } from '#lib/x509/name.ts'
import type { ApiVersion } from '../api-version.ts'
import { badParameter, invalidProperty } from '../errors.ts'
import {
  type JsonObject,
  optionalBoolean,
  optionalInteger,
  optionalObject,
  optionalString,
  optionalStrings,
} from '../json.ts'
import { type KeyUsage, keyUsages, type Sans, type X509Props } from './model.ts'
import { sanKinds } from './san-kinds.ts'

/** serverAuth and clientAuth, RFC 5280 section 4.2.1.12: what the service puts in by default. */
const defaultUses = ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']
/** X.660: three roots, forty arcs below the first two. Arcs above fifteen digits are not in use. */
const objectIdentifier = /^([01]\.[1-3]?\d|2\.(0|[1-9]\d{0,14}))(\.(0|[1-9]\d{0,14})){1,30}$/
/** A hundred years: beyond it the service's own bound is not documented. */
const maxValidityMonths = 1_200
const maxNames = 500
const maxUses = 100

/** Reads `x509_props` over what is known already. */
export function readX509Props(
  given: JsonObject,
  base: X509Props | null,
  apiVersion?: ApiVersion,
): X509Props {
  const subject = optionalString(given, 'subject')
  // An imported certificate may have a subject that nobody could ask for; only new text is checked.
  if (subject !== undefined) checkSubject(subject)
  const names = readSans(optionalObject(given, 'sans'), apiVersion)
  // Each kind of names is a member of its own: one that is not given stays.
  const sans = names ? { ...base?.sans, ...names } : base?.sans
  const months = optionalInteger(given, 'validity_months') ?? base?.validity_months ?? 12
  if (months < 1 || months > maxValidityMonths) throw invalidProperty()
  return {
    subject: subject ?? base?.subject ?? '',
    ...(sans === undefined ? {} : { sans }),
    ekus: readUses(optionalStrings(given, 'ekus')) ?? base?.ekus ?? [...defaultUses],
    key_usage: readKeyUsage(optionalStrings(given, 'key_usage')) ??
      base?.key_usage ?? ['digitalSignature', 'keyEncipherment'],
    validity_months: months,
    basic_constraints: readBasicConstraints(optionalObject(given, 'basic_constraints')) ??
      base?.basic_constraints ?? { ca: false },
  }
}

/**
 * Requires of a policy what issuing needs: a subject that can be encoded, or alternative names.
 * @throws VaultError 400
 */
export function checkIssuable(x509: X509Props): void {
  if (x509.subject.trim() === '' && !hasNames(x509.sans)) throw invalidProperty()
  checkSubject(x509.subject)
}

function checkSubject(subject: string): void {
  try {
    if (subject.trim() !== '') parseName(subject)
  } catch (error) {
    if (!(error instanceof NameError)) throw error
    throw badParameter(`Property subject has invalid value: ${error.message}\r\n`)
  }
}

/** Kinds of names that an older version of the API does not have are unknown members to it. */
function readSans(given: JsonObject | undefined, apiVersion?: ApiVersion): Sans | undefined {
  if (!given) return undefined
  const sans: Sans = {}
  for (const list of sanKinds(apiVersion)) {
    const names = optionalStrings(given, list)
    if (!names) continue
    if (names.length > maxNames || names.some((name) => !fits(list, name))) throw invalidProperty()
    sans[list] = names
  }
  return sans
}

function fits(list: keyof Sans, name: string): boolean {
  // upn is UTF-8 text, RFC 4120; the others are IA5String, RFC 5280 section 4.2.1.6.
  if (list === 'upns') return name.length > 0 && name.length <= 1_024
  if (!/^[\x21-\x7e]{1,2048}$/.test(name)) return false
  if (list === 'ipAddresses') return isIP(name) !== 0 && !name.includes('%')
  if (list === 'emails') return /^[^@]+@[^@]+$/.test(name)
  // RFC 5280 section 4.2.1.6: never relative.
  return list !== 'uris' || /^[a-z][a-z0-9+.-]*:./i.test(name)
}

function hasNames(sans: Sans | undefined): boolean {
  return sans !== undefined && Object.values(sans).some((names) => names.length > 0)
}

function readUses(given: string[] | undefined): string[] | undefined {
  if (!given) return undefined
  if (given.length > maxUses || given.some((use) => !objectIdentifier.test(use))) {
    throw invalidProperty()
  }
  return given
}

function readKeyUsage(given: string[] | undefined): KeyUsage[] | undefined {
  if (given && given.length > maxUses) throw invalidProperty()
  return given?.map((text) => {
    const usage = keyUsages.find((known) => known.toLowerCase() === text.toLowerCase())
    if (usage === undefined) throw invalidProperty()
    return usage
  })
}

function readBasicConstraints(
  given: JsonObject | undefined,
): X509Props['basic_constraints'] | undefined {
  if (!given) return undefined
  const ca = optionalBoolean(given, 'ca') ?? false
  const length = optionalInteger(given, 'path_len_constraint')
  if (length !== undefined && (!ca || length < 0 || length > 255)) throw invalidProperty()
  return length === undefined ? { ca } : { ca, path_len_constraint: length }
}
