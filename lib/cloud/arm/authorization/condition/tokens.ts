/** A condition that cannot be read, or says what this cloud does not evaluate. */
export class ConditionError extends Error {
  override readonly name = 'ConditionError'
}

/** `mark`: brackets, `!`, `,`. `word`: operators, functions, GUIDs. `text`: between quotes. `attribute`: `@Request[…]`. */
export interface Token {
  type: 'mark' | 'word' | 'text' | 'attribute'
  text: string
}

/** Longest condition in characters. @see https://learn.microsoft.com/azure/role-based-access-control/conditions-overview */
const longest = 8_192

const pattern = /\s*(?:(@\w+\[[^\]]*\])|'((?:[^']|'')*)'|(&&|\|\||[(){},!])|([\w:.-]+))/gy

/** @throws ConditionError */
export function tokensOf(condition: string): Token[] {
  if (condition.length > longest) throw new ConditionError('The condition is too long.')
  const tokens: Token[] = []
  let at = 0
  while (condition.slice(at).trim() !== '') {
    pattern.lastIndex = at
    const match = pattern.exec(condition)
    if (!match) throw new ConditionError(`The condition cannot be read at position ${at}.`)
    const [, attribute, text, mark, word] = match
    if (attribute !== undefined) tokens.push({ type: 'attribute', text: attribute })
    else if (text !== undefined) tokens.push({ type: 'text', text: text.replaceAll("''", "'") })
    else if (mark !== undefined) tokens.push({ type: 'mark', text: mark })
    else tokens.push({ type: 'word', text: word ?? '' })
    at = pattern.lastIndex
  }
  return tokens
}
