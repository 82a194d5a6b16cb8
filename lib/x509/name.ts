import { attributeTypeByKey, attributeTypeByOid } from './name-attributes.ts'

/**
 * X.500 names as text. Light on purpose: the browser checks a subject with it while one types.
 */

export interface NameAttribute {
  /** Dotted object identifier of the attribute's type. */
  readonly oid: string
  readonly value: string
}

/** A relative distinguished name: one attribute, seldom several joined by `+`. */
export type Rdn = readonly NameAttribute[]

/** Text that is not a name. The message is for the person who typed it. */
export class NameError extends Error {
  /** Where in the text, counted in characters from 0. */
  readonly position: number

  constructor(message: string, position: number) {
    super(message)
    this.name = 'NameError'
    this.position = position
  }
}

const MAX_NAME_CHARACTERS = 4096

/** What may stand around the parts. Other spaces, such as a no-break space, belong to the value. */
const SPACE = /[ \t\r\n]/

/**
 * Reads a name as Key Vault takes it: `CN=www.example.com, O="Example, Inc.", C=US`. Values may be
 * quoted (a doubled quote stands for one) or escaped by a backslash as in RFC 4514 section 2.4; parts are
 * separated by commas or semicolons, attributes of one part by `+`. The order of the text is kept.
 * Throws `NameError`.
 */
export function parseName(text: string): Rdn[] {
  if (text.length > MAX_NAME_CHARACTERS) {
    throw new NameError(`The name is longer than ${MAX_NAME_CHARACTERS} characters.`, 0)
  }
  return new NameParser(text).parse()
}

class NameParser {
  private readonly text: string
  private at = 0

  constructor(text: string) {
    this.text = text
  }

  parse(): Rdn[] {
    const rdns: Rdn[] = []
    this.skipSpace()
    if (this.at === this.text.length) throw new NameError('The name is empty.', 0)
    for (;;) {
      const attributes: NameAttribute[] = [this.attribute()]
      while (this.take('+')) attributes.push(this.attribute())
      rdns.push(attributes)
      if (this.at === this.text.length) return rdns
      if (!this.take(',') && !this.take(';')) {
        throw new NameError('Put a comma between the parts of the name.', this.at)
      }
    }
  }

  private attribute(): NameAttribute {
    this.skipSpace()
    const start = this.at
    const match = /^[^=,;+"\\]*/.exec(this.text.slice(this.at))
    const key = (match?.[0] ?? '').trim()
    this.at += match?.[0].length ?? 0
    if (!this.take('=')) {
      throw new NameError(
        key === ''
          ? 'A part such as CN=www.example.com is missing here.'
          : `"${key}" needs an equals sign and a value, such as CN=${key}.`,
        start,
      )
    }
    const type = attributeTypeByKey(key)
    const dotted = /^(?:OID\.)?([0-2](?:\.(?:0|[1-9]\d{0,9})){1,20})$/i.exec(key)?.[1]
    const oid = type?.oid ?? dotted
    if (oid === undefined || !isOid(oid)) {
      throw new NameError(
        `"${key}" is not a known part of a name. Use CN, O, OU, L, ST or C.`,
        start,
      )
    }
    this.skipSpace()
    const valueStart = this.at
    const value = this.text[this.at] === '"' ? this.quoted() : this.plain()
    this.skipSpace()
    checkValue(oid, key, value, valueStart)
    return { oid, value }
  }

  private quoted(): string {
    const start = this.at++
    let value = ''
    for (;;) {
      const char = this.text[this.at]
      if (char === undefined) throw new NameError('The closing quote is missing.', start)
      if (char === '\\') {
        value += this.escaped()
      } else if (char === '"') {
        this.at++
        if (this.text[this.at] !== '"') return value
        value += '"'
        this.at++
      } else {
        value += char
        this.at++
      }
    }
  }

  private plain(): string {
    let value = ''
    // Spaces at the end belong to the value only when they are escaped.
    let kept = 0
    for (;;) {
      const char = this.text[this.at]
      if (char === undefined || char === ',' || char === ';' || char === '+') break
      if (char === '"') throw new NameError('Put the whole value in quotes.', this.at)
      if (char === '\\') {
        value += this.escaped()
        kept = value.length
      } else {
        value += char
        this.at++
        if (!SPACE.test(char)) kept = value.length
      }
    }
    return value.slice(0, kept)
  }

  /** One escaped character, or a run of hexadecimal pairs that are UTF-8 (RFC 4514 section 2.4). */
  private escaped(): string {
    const start = this.at
    const pairs = /^(?:\\[0-9a-fA-F]{2})+/.exec(this.text.slice(this.at))?.[0]
    if (pairs) {
      this.at += pairs.length
      const bytes = pairs
        .slice(1)
        .split('\\')
        .map((pair) => Number.parseInt(pair, 16))
      try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
          new Uint8Array(bytes),
        )
      } catch {
        throw new NameError('The escaped bytes are not UTF-8.', start)
      }
    }
    const char = this.text[this.at + 1]
    if (char === undefined) throw new NameError('Nothing follows the backslash.', start)
    this.at += 2
    return char
  }

  private take(char: string): boolean {
    this.skipSpace()
    if (this.text[this.at] !== char) return false
    this.at++
    return true
  }

  private skipSpace(): void {
    while (SPACE.test(this.text[this.at] ?? '')) this.at++
  }
}

function isOid(oid: string): boolean {
  const [root = 0, second = 0] = oid.split('.').map(Number)
  return root === 2 || second < 40
}

function checkValue(oid: string, key: string, value: string, position: number): void {
  const type = attributeTypeByOid(oid)
  if (value === '') throw new NameError(`${key} has no value.`, position)
  if (oid === '2.5.4.6' && !/^[A-Za-z]{2}$/.test(value)) {
    throw new NameError(`${key} must be a country code of two letters, such as US.`, position)
  }
  if (type && [...value].length > type.max) {
    throw new NameError(`${key} is longer than ${type.max} characters.`, position)
  }
  if (type?.encoding === 'printable' && !/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value)) {
    throw new NameError(
      `${key} may hold only letters, digits, spaces and ' ( ) + , - . / : = ?`,
      position,
    )
  }
  if (type?.encoding === 'ia5' && /[^\x20-\x7e]/.test(value)) {
    throw new NameError(`${key} may hold only ASCII characters.`, position)
  }
}

/**
 * A name as one line of text, in the order given.
 * `rfc4514`: the short names and escapes of RFC 4514 (`ST=`, `O=A\, B`), as openssl prints.
 * `dotnet`: as .NET prints (`S=`, `O="A, B"`), which is what Key Vault shows for imported certificates; note
 * that .NET prints the last part of the DER first, so reverse the parts before.
 */
export function formatName(rdns: readonly Rdn[], style: 'rfc4514' | 'dotnet' = 'rfc4514'): string {
  return rdns
    .map((rdn) => rdn.map((attribute) => formatAttribute(attribute, style)).join(' + '))
    .join(', ')
}

/**
 * A name of a certificate as people read it: in the style of .NET, which vaults keep their policies in, and
 * with the common name first. In the DER it mostly comes last, which is the order that RFC 4514 section 2.1
 * turns round; a name that begins with it there is left as it is.
 */
export function displayName(rdns: readonly Rdn[]): string {
  const named = (rdn: Rdn | undefined) => rdn?.some(({ oid }) => oid === commonNameOid) === true
  const asIs = named(rdns[0]) && !named(rdns.at(-1))
  return formatName(asIs ? rdns : rdns.toReversed(), 'dotnet')
}

/** RFC 5280 appendix A.1: id-at-commonName. */
const commonNameOid = '2.5.4.3'

function formatAttribute({ oid, value }: NameAttribute, style: 'rfc4514' | 'dotnet'): string {
  const type = attributeTypeByOid(oid)
  if (style === 'dotnet') {
    return `${type ? (type.dotnetKey ?? type.key) : `OID.${oid}`}=${quoteValue(value)}`
  }
  return `${type?.key ?? oid}=${escapeValue(value)}`
}

/** Quotes a value where text around it could be taken for part of the name; `parseName` undoes it. */
export function quoteValue(value: string): string {
  if (value !== '' && !/[,;+="\\<>#\r\n]|^[ \t]|[ \t]$/.test(value)) return value
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '""')}"`
}

/** RFC 4514 section 2.4. */
function escapeValue(value: string): string {
  return value
    .replaceAll(/[,;+="\\<>]/g, '\\$&')
    .replaceAll(
      /[\p{Cc}]/gu,
      (char) => `\\${(char.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`,
    )
    .replace(/^[ #]/, '\\$&')
    .replace(/(?<!^\\) $/, '\\ ')
}
