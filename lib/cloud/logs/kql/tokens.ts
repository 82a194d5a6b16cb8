import { KqlSyntaxError, type Place } from './errors.ts'
import { parseTimespan } from './timespan.ts'

/** One word of a query. */
export interface Token extends Place {
  /** `typed` is a literal with its text in parentheses, as `datetime(2026-01-31)`. */
  kind: 'name' | 'number' | 'timespan' | 'string' | 'typed' | 'symbol' | 'end'
  /** As it is written. */
  text: string
  /** Of a string without quotes and escapes; of a typed literal what is in its parentheses. */
  content: string
  /** True when nothing stands between it and the token before. */
  adjacent: boolean
}

/** More than any query of a person; bounds what a parser and its stack are put through. */
const mostTokens = 10_000

const patterns: readonly (readonly [Token['kind'] | 'blank', RegExp])[] = [
  ['blank', /(?:\s|\/\/[^\n]*)+/y],
  [
    'timespan',
    /\d+(?:\.\d+)?(?:microseconds?|milliseconds?|seconds?|minutes?|hours?|days?|ticks?|ms|min|[dhms])\b/y,
  ],
  ['number', /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?!\w)/y],
  ['string', /@"(?:[^"]|"")*"|@'(?:[^']|'')*'/y],
  ['string', /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/y],
  ['typed', /(?:datetime|date|timespan|time|guid)\s*\(([^()]*)\)/y],
  ['symbol', /!(?:in|has_cs|has|contains_cs|contains|startswith|endswith|between)\b~?/y],
  ['symbol', /in~/y],
  ['name', /[A-Za-z_]\w*/y],
  ['symbol', /==|!=|<>|=~|!~|<=|>=|\.\.|[|(),<>=+\-*/.;[\]]/y],
]

/**
 * Splits a query into its words; the last is always of kind `end`.
 * @throws KqlSyntaxError at a character that begins no word
 */
export function tokenize(query: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  let line = 1
  let lineStart = 0
  let adjacent = true
  while (at < query.length) {
    const found = wordAt(query, at)
    const place = { line, pos: at - lineStart }
    if (!found) throw new KqlSyntaxError(place, query.slice(at, at + 1))
    const { kind, text, content } = found
    if (kind !== 'blank') {
      if (tokens.length >= mostTokens) throw new KqlSyntaxError(place, text)
      tokens.push({
        kind,
        text,
        content: contentOf(kind, text, content, place),
        adjacent,
        ...place,
      })
    }
    adjacent = kind !== 'blank'
    for (let from = text.indexOf('\n'); from >= 0; from = text.indexOf('\n', from + 1)) {
      line += 1
      lineStart = at + from + 1
    }
    at += text.length
  }
  tokens.push({ kind: 'end', text: '', content: '', adjacent: false, line, pos: at - lineStart })
  return tokens
}

function wordAt(query: string, at: number) {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at
    const match = pattern.exec(query)
    if (match) return { kind, text: match[0], content: match[1] ?? '' }
  }
  return null
}

function contentOf(kind: Token['kind'], text: string, inner: string, place: Place): string {
  if (kind === 'typed') return inner.trim().replace(/^(["'])(.*)\1$/, '$2')
  if (kind !== 'string') return text
  if (text.startsWith('@')) {
    const quote = text.slice(1, 2)
    return text.slice(2, -1).replaceAll(quote + quote, quote)
  }
  return text.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_, escaped: string) => {
    const plain = escapes[escaped] ?? (escaped.length === 5 ? fromCodePoint(escaped) : undefined)
    if (plain === undefined) throw new KqlSyntaxError(place, text)
    return plain
  })
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\',
  '"': '"',
  "'": "'",
  n: '\n',
  r: '\r',
  t: '\t',
}

function fromCodePoint(escaped: string): string {
  return String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
}

/** Milliseconds of a literal such as `1.5h`. */
export function timespanOf(token: Token): number {
  const length = parseTimespan(token.text)
  if (length === null) throw new KqlSyntaxError(token, token.text)
  return length
}
