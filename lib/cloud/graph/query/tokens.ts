import { badRequest } from '../errors.ts'

/** A word is a property path, an operator or a function: which one, its place decides. */
export type Token =
  | { type: 'word'; text: string }
  | { type: 'text'; text: string }
  | { type: 'mark'; text: string }

/** Longest `$filter` in characters. */
const longest = 8_192

const pattern =
  /\s*(?:'((?:[^']|'')*)'|([(),:])|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|([A-Za-z_][\w]*(?:\/[A-Za-z_$][\w]*)*|-?\d+(?:\.\d+)?))/giy

/** Takes a `$filter` apart. @throws GraphError 400 */
export function tokensOf(filter: string): Token[] {
  if (filter.length > longest) throw badRequest('Invalid filter clause: it is too long.')
  const tokens: Token[] = []
  let at = 0
  while (filter.slice(at).trim() !== '') {
    pattern.lastIndex = at
    const match = pattern.exec(filter)
    if (!match) throw invalidFilter(`Syntax error at position ${at} in '${filter}'.`)
    const [, text, mark, guid, word] = match
    if (text !== undefined) tokens.push({ type: 'text', text: text.replaceAll("''", "'") })
    else if (mark !== undefined) tokens.push({ type: 'mark', text: mark })
    else if (guid !== undefined) tokens.push({ type: 'text', text: guid })
    else tokens.push({ type: 'word', text: word ?? '' })
    at = pattern.lastIndex
  }
  return tokens
}

export function invalidFilter(message: string) {
  return badRequest(`Invalid filter clause: ${message}`)
}
