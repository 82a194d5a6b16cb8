import { fromBase64, toBase64 } from '#lib/base/encodings.ts'
import { malformed, X509Error } from './errors.ts'
import { MAX_INPUT_BYTES } from './limits.ts'

/** One armoured block of a PEM file (RFC 7468). */
export interface PemBlock {
  /** The words after BEGIN, such as `CERTIFICATE` or `PRIVATE KEY`. */
  readonly label: string
  readonly der: Uint8Array
  /** Whether the content is under a password, by its label or by an old `Proc-Type` header. */
  readonly encrypted: boolean
}

const BEGIN = /^-----BEGIN ([A-Z0-9 #]{1,64})-----\s*$/
const END = /^-----END ([A-Z0-9 #]{1,64})-----\s*$/
const HEADER = /^[A-Za-z0-9-]+:/

/**
 * The blocks of a PEM text, in its order. Text around them is skipped, as RFC 7468 asks.
 * Throws `X509Error` `malformed` when a block does not end or is not base64.
 */
export function decodePem(text: string): PemBlock[] {
  if (text.length > MAX_INPUT_BYTES) {
    throw new X509Error('too-large', `The text is larger than ${MAX_INPUT_BYTES} characters.`)
  }
  const blocks: PemBlock[] = []
  let open: { label: string; body: string[]; encrypted: boolean; headers: boolean } | null = null
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (!open) {
      const label = BEGIN.exec(line)?.[1]
      if (label !== undefined) {
        open = { label, body: [], encrypted: label.startsWith('ENCRYPTED '), headers: true }
      }
      continue
    }
    const end = END.exec(line)?.[1]
    if (end !== undefined) {
      if (end !== open.label) throw malformed(`The PEM block ${open.label} ends as ${end}.`)
      const { label, encrypted } = open
      blocks.push({ label, encrypted, der: decodeBody(label, open.body.join('')) })
      open = null
    } else if (open.headers && HEADER.test(line)) {
      if (/^Proc-Type:.*ENCRYPTED/.test(line)) open.encrypted = true
    } else if (!(open.headers && /^\s/.test(line) && open.encrypted)) {
      if (line.trim() !== '') open.headers = false
      open.body.push(line.trim())
    }
  }
  if (open) throw malformed(`The PEM block ${open.label} has no end line.`)
  return blocks
}

/** RFC 7468 text: 64 characters a line, a line feed after each, also the last. */
export function encodePem(label: string, der: Uint8Array): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

function decodeBody(label: string, base64: string): Uint8Array {
  try {
    return fromBase64(base64)
  } catch (cause) {
    throw malformed(`The PEM block ${label} is not base64.`, { cause })
  }
}
