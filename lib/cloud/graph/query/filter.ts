import { unsupportedQuery } from '../errors.ts'
import type { Entity, Value } from '../objects/entity.ts'
import { invalidFilter, type Token, tokensOf } from './tokens.ts'
import { compareTo, type Literal, memberOf, textTest } from './values.ts'

export interface Filter {
  matches(entity: Entity): boolean
  /** The operator for which the service wants `ConsistencyLevel: eventual` and `$count=true`; null when none. */
  advanced: string | null
}

/** The object under test, and the element that an `any` looks at. */
interface Subject {
  entity: Entity
  element?: Value
}
type Test = (subject: Subject) => boolean

const comparisons: Record<string, (order: number | null) => boolean> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order !== null && order > 0,
  ge: (order) => order !== null && order >= 0,
  lt: (order) => order !== null && order < 0,
  le: (order) => order !== null && order <= 0,
}

/** How deep parentheses and `not` may nest. */
const deepest = 32

/**
 * The part of OData's `$filter` that directory objects take: comparisons, `in`, `startswith`,
 * `endswith`, `any` over a list, `and`, `or`, `not` and parentheses.
 *
 * @param properties what may be named
 * @throws GraphError 400
 * @see https://learn.microsoft.com/graph/filter-query-parameter
 */
export function parseFilter(filter: string, kind: string, properties: readonly string[]): Filter {
  const reader = new FilterReader(tokensOf(filter), kind, properties)
  const test = reader.read()
  return { matches: (entity) => test({ entity }), advanced: reader.advanced }
}

/** Recursive descent; each method reads one rule of the grammar and returns its test. */
class FilterReader {
  advanced: string | null = null
  readonly #tokens: readonly Token[]
  readonly #kind: string
  readonly #properties: ReadonlySet<string>
  #at = 0
  #depth = 0
  /** The name that stands for the element inside an `any`. */
  #element: string | null = null

  constructor(tokens: readonly Token[], kind: string, properties: readonly string[]) {
    this.#tokens = tokens
    this.#kind = kind
    this.#properties = new Set(properties.map((name) => name.toLowerCase()))
  }

  read(): Test {
    const test = this.#or()
    if (this.#at < this.#tokens.length) throw this.#unexpected()
    return test
  }

  #or(): Test {
    const tests = [this.#and()]
    while (this.#takeWord('or')) tests.push(this.#and())
    return (subject) => tests.some((test) => test(subject))
  }

  #and(): Test {
    const tests = [this.#unary()]
    while (this.#takeWord('and')) tests.push(this.#unary())
    return (subject) => tests.every((test) => test(subject))
  }

  #unary(): Test {
    this.#depth += 1
    if (this.#depth > deepest) throw invalidFilter('it nests too deeply.')
    const test = this.#takeWord('not') ? this.#negation() : this.#primary()
    this.#depth -= 1
    return test
  }

  #negation(): Test {
    this.advanced ??= 'Not'
    const test = this.#unary()
    return (subject) => !test(subject)
  }

  #primary(): Test {
    if (this.#takeMark('(')) {
      const test = this.#or()
      this.#expectMark(')')
      return test
    }
    const token = this.#next()
    if (token.type !== 'word') throw this.#unexpected(token)
    if (this.#takeMark('(')) return this.#call(token.text)
    return this.#comparison(token.text)
  }

  #call(name: string): Test {
    if (/\/any$/i.test(name)) return this.#any(name.slice(0, -'/any'.length))
    const test = textTest(name)
    if (!test) throw unsupportedQuery(`Filter operator '${name}' is not supported.`)
    if (name.toLowerCase() === 'endswith') this.advanced ??= 'endsWith'
    const path = this.#next()
    if (path.type !== 'word') throw this.#unexpected(path)
    const read = this.#member(path.text)
    this.#expectMark(',')
    const part = this.#literal()
    if (typeof part !== 'string') throw this.#unexpected()
    this.#expectMark(')')
    const wanted = part.toLowerCase()
    return (subject) => {
      const value = read(subject)
      return typeof value === 'string' && test(value.toLowerCase(), wanted)
    }
  }

  #any(path: string): Test {
    const read = this.#member(path)
    const element = this.#next()
    if (element.type !== 'word' || this.#element !== null) throw this.#unexpected(element)
    this.#expectMark(':')
    this.#element = element.text.toLowerCase()
    const test = this.#or()
    this.#element = null
    this.#expectMark(')')
    return (subject) => {
      const list = read(subject)
      return Array.isArray(list) && list.some((one) => test({ ...subject, element: one }))
    }
  }

  #comparison(path: string): Test {
    const read = this.#member(path)
    const operator = this.#next().text.toLowerCase()
    if (operator === 'in') {
      const wanted = this.#literals()
      return (subject) => wanted.some((one) => compareTo(read(subject), one) === 0)
    }
    const holds = comparisons[operator]
    if (!holds) throw invalidFilter(`'${operator}' is not an operator.`)
    if (operator === 'ne') this.advanced ??= 'NotEqualsMatch'
    const literal = this.#literal()
    return (subject) => holds(compareTo(read(subject), literal))
  }

  #member(path: string): (subject: Subject) => Value | undefined {
    const [first = '', ...rest] = path.split('/')
    if (first.toLowerCase() === this.#element) {
      return (subject) => memberOf(subject.element, rest)
    }
    if (!this.#properties.has(first.toLowerCase())) {
      throw invalidFilter(
        `Could not find a property named '${first}' on type 'microsoft.graph.${this.#kind}'.`,
      )
    }
    return (subject) => memberOf(subject.entity.properties, [first, ...rest])
  }

  #literals(): Literal[] {
    this.#expectMark('(')
    const found = [this.#literal()]
    while (this.#takeMark(',')) found.push(this.#literal())
    this.#expectMark(')')
    return found
  }

  #literal(): Literal {
    const token = this.#next()
    if (token.type === 'text') return token.text
    const word = token.text.toLowerCase()
    if (word === 'null') return null
    if (word === 'true' || word === 'false') return word === 'true'
    throw this.#unexpected(token)
  }

  #next(): Token {
    const token = this.#tokens[this.#at]
    if (!token) throw invalidFilter('it ends too early.')
    this.#at += 1
    return token
  }

  #takeWord(word: string): boolean {
    return this.#take('word', word)
  }

  #takeMark(mark: string): boolean {
    return this.#take('mark', mark)
  }

  #take(type: Token['type'], text: string): boolean {
    const token = this.#tokens[this.#at]
    if (token?.type !== type || token.text.toLowerCase() !== text) return false
    this.#at += 1
    return true
  }

  #expectMark(mark: string): void {
    if (!this.#takeMark(mark)) throw this.#unexpected()
  }

  #unexpected(token: Token | undefined = this.#tokens[this.#at]): Error {
    return invalidFilter(
      token === undefined ? 'it ends too early.' : `'${token.text}' is not expected there.`,
    )
  }
}
