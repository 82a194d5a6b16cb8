import { matchesAction } from '../action-pattern.ts'
import { attributeReader, type ConditionSubject } from './attributes.ts'
import { comparisonNamed } from './comparisons.ts'
import { ConditionError, type Token, tokensOf } from './tokens.ts'

export type Condition = (subject: ConditionSubject) => boolean

/** How deep brackets and negations may nest. */
const deepest = 32
/** Conditions are few and asked at every decision. */
const rememberedConditions = 1_000
const compiled = new Map<string, Condition>()

/**
 * The condition of a role or an assignment as a test, made once for each text.
 * @throws ConditionError
 * @see https://learn.microsoft.com/azure/role-based-access-control/conditions-format
 */
export function compileCondition(text: string): Condition {
  const known = compiled.get(text)
  if (known) return known
  const condition = new ConditionReader(tokensOf(text)).read()
  if (compiled.size >= rememberedConditions) compiled.clear()
  compiled.set(text, condition)
  return condition
}

/** Recursive descent: OR over AND over negation, as the format's precedence says. */
class ConditionReader {
  readonly #tokens: readonly Token[]
  #at = 0
  #depth = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  read(): Condition {
    const condition = this.#or()
    if (this.#at < this.#tokens.length) throw this.#unexpected()
    return condition
  }

  #or(): Condition {
    const parts = [this.#and()]
    while (this.#take('OR') || this.#take('||')) parts.push(this.#and())
    return (subject) => parts.some((part) => part(subject))
  }

  #and(): Condition {
    const parts = [this.#unary()]
    while (this.#take('AND') || this.#take('&&')) parts.push(this.#unary())
    return (subject) => parts.every((part) => part(subject))
  }

  #unary(): Condition {
    this.#depth += 1
    if (this.#depth > deepest) throw new ConditionError('The condition nests too deeply.')
    const condition = this.#take('!') || this.#take('NOT') ? this.#negation() : this.#primary()
    this.#depth -= 1
    return condition
  }

  #negation(): Condition {
    const condition = this.#unary()
    return (subject) => !condition(subject)
  }

  #primary(): Condition {
    if (this.#take('(')) {
      const condition = this.#or()
      this.#expect(')')
      return condition
    }
    const token = this.#next()
    if (token.type === 'attribute') return this.#comparison(token.text)
    switch (token.type === 'word' ? token.text.toLowerCase() : '') {
      case 'actionmatches':
        return this.#actionMatches()
      case 'suboperationmatches':
        // No action here has suboperations, so none of them ever matches.
        this.#values()
        return () => false
      default:
        throw this.#unexpected(token)
    }
  }

  #actionMatches(): Condition {
    const patterns = this.#values()
    return ({ action }) => patterns.some((pattern) => matchesAction(pattern, action))
  }

  #comparison(attribute: string): Condition {
    const read = attributeReader(attribute)
    const operator = this.#next()
    const compare = operator.type === 'word' ? comparisonNamed(operator.text) : null
    if (!compare) throw new ConditionError(`The operator '${operator.text}' is not supported.`)
    const values = this.#take('{') ? this.#rest('}') : [this.#value()]
    return (subject) => {
      const found = read(subject)
      return found !== null && compare(found, values)
    }
  }

  #values(): string[] {
    this.#expect('{')
    return this.#rest('}')
  }

  #rest(end: string): string[] {
    const values = [this.#value()]
    while (this.#take(',')) values.push(this.#value())
    this.#expect(end)
    return values
  }

  #value(): string {
    const token = this.#next()
    if (token.type !== 'text' && token.type !== 'word') throw this.#unexpected(token)
    return token.text
  }

  #next(): Token {
    const token = this.#tokens[this.#at]
    if (!token) throw this.#unexpected()
    this.#at += 1
    return token
  }

  #take(text: string): boolean {
    const token = this.#tokens[this.#at]
    if (!token || token.type === 'text' || token.text.toUpperCase() !== text) return false
    this.#at += 1
    return true
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw this.#unexpected()
  }

  #unexpected(token: Token | undefined = this.#tokens[this.#at]): ConditionError {
    return new ConditionError(
      token ? `'${token.text}' is not expected there.` : 'The condition ends too early.',
    )
  }
}
