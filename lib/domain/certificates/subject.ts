import { NameError, parseName, quoteValue } from '#lib/x509/name.ts'
import { attributeTypeByKey, attributeTypeByOid } from '#lib/x509/name-attributes.ts'

/** One part of a subject, as the preview shows it. */
export interface SubjectPart {
  /** `CN`, `O` … or the dotted identifier of a type without a short name. */
  readonly key: string
  /** `common name`, `organization` … */
  readonly words: string
  readonly value: string
}

export type SubjectReading =
  | {
      readonly ok: true
      readonly parts: readonly SubjectPart[]
      /** The first common name, or null. */
      readonly commonName: string | null
      /** What the person should know about parts that are in order. */
      readonly notice: string | null
    }
  | {
      readonly ok: false
      readonly message: string
      /** Where in the text the trouble begins, counted in characters from 0. */
      readonly position: number
      /** The same text, quoted so that it can be read; null when there is no obvious repair. */
      readonly suggestion: string | null
    }

/**
 * Reads a subject as it is typed: `CN=www.contoso.com, O="Contoso, Inc.", C=US`. A text that cannot be
 * read comes back with the reason and, where a comma in a value is to blame, with the quotes added.
 */
export function readSubject(text: string): SubjectReading {
  if (text.trim() === '') {
    return {
      ok: false,
      message: 'Type a subject, such as CN=www.contoso.com.',
      position: 0,
      suggestion: null,
    }
  }
  try {
    const parts = parseName(text).flatMap((rdn) =>
      rdn.map(({ oid, value }) => {
        const type = attributeTypeByOid(oid)
        return { key: type?.key ?? oid, words: type?.words ?? 'attribute', value }
      }),
    )
    const commonName = parts.find((part) => part.key === 'CN')?.value ?? null
    return { ok: true, parts, commonName, notice: noticeFor(parts) }
  } catch (error) {
    if (!(error instanceof NameError)) throw error
    const suggestion = repairSubject(text)
    return {
      ok: false,
      message: wordsFor(error, text, suggestion),
      position: error.position,
      suggestion,
    }
  }
}

/**
 * Public CAs take no organizational units since 2022 (Baseline Requirements, ballot SC47v2), and at most one
 * common name (section 7.1.2.7.2).
 */
function noticeFor(parts: readonly SubjectPart[]): string | null {
  if (parts.filter(({ key }) => key === 'CN').length > 1) {
    return 'Two common names: public CAs take one, and clients read neither. List hosts below.'
  }
  return parts.some(({ key }) => key === 'OU')
    ? 'Public CAs leave the organizational unit out.'
    : null
}

/** Where quotes repair it, the quotes are what is wrong, whatever the parser stumbled over. */
function wordsFor(error: NameError, text: string, suggestion: string | null): string {
  if (suggestion === null) return error.message
  return text.includes('=')
    ? 'A value that contains a comma or a plus sign needs double quotes around it.'
    : 'Begin with the kind of name, such as CN= for a common name.'
}

/**
 * What is wrong with a subject, in the user's words; null when it is fine. An empty one is refused by
 * the service unless there are alternative names, so pass `required: false` when there are.
 */
export function subjectProblem(text: string, required = true): string | null {
  if (text.trim() === '' && !required) return null
  const reading = readSubject(text)
  return reading.ok ? null : reading.message
}

/** Quotes the values of `text` that hold a separator; null when the result still cannot be read. */
function repairSubject(text: string): string | null {
  const repaired = text.includes('=') ? quoteParts(text) : `CN=${quoteValue(text.trim())}`
  if (repaired === text) return null
  try {
    parseName(repaired)
    return repaired
  } catch (error) {
    if (error instanceof NameError) return null
    throw error
  }
}

/** Takes a piece that does not begin with a known `KEY=` as the rest of the value before it. */
function quoteParts(text: string): string {
  const values: { key: string; value: string }[] = []
  // The separators are kept: they belong to the value when the piece after them has no key.
  for (const piece of text.split(/(?=[,;+])/)) {
    const match = /^[,;+]?\s*([A-Za-z.0-9]+)\s*=(.*)$/s.exec(piece)
    const key = match?.[1]
    const last = values.at(-1)
    if (key !== undefined && attributeTypeByKey(key) !== undefined) {
      values.push({ key, value: match?.[2] ?? '' })
    } else if (last !== undefined) {
      last.value += piece
    } else {
      return text
    }
  }
  return values.map(({ key, value }) => `${key}=${quoteValue(unquote(value))}`).join(', ')
}

/** Drops the quotes a person may have set in the wrong place. */
function unquote(value: string): string {
  return value.trim().replaceAll('"', '')
}
