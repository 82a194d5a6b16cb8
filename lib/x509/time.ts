import { utf8 } from '#lib/base/encodings.ts'
import { invariant } from '#lib/base/invariant.ts'
import { type Asn1, TAG } from './der.ts'
import { type Der, tlv } from './encode.ts'
import { malformed } from './errors.ts'
import { latin1 } from './name-der.ts'

/** Reads UTCTime or GeneralizedTime in the only forms of RFC 5280 section 4.1.2.5: whole seconds, UTC. */
export function readTime(node: Asn1 | undefined, what: string): Date {
  const text = node ? latin1(node.content) : ''
  let iso = text
  if (node?.tag === TAG.utcTime) {
    iso = `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}`
  } else if (node?.tag !== TAG.generalizedTime) {
    throw malformed(`The ${what} is not a time.`)
  }
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(iso)
  const [, year, month, day, hour, minute, second] = match ?? []
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  // Date takes 31 February for 2 March; the way back shows it.
  if (Number.isNaN(date.getTime()) || stamp(date) !== iso) {
    throw malformed(`The ${what} is not a time.`)
  }
  return date
}

/** UTCTime through 2049, GeneralizedTime from 2050 on (RFC 5280 section 4.1.2.5); fractions are cut off. */
export function encodeTime(date: Date): Der {
  const year = date.getUTCFullYear()
  invariant(year >= 1950 && year <= 9999, 'a certificate time is between 1950 and 9999')
  const text = stamp(date)
  return year < 2050 ? tlv(TAG.utcTime, utf8(text.slice(2))) : tlv(TAG.generalizedTime, utf8(text))
}

function stamp(date: Date): string {
  return `${date.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`
}
