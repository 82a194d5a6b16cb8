import { KqlSyntaxError } from './errors.ts'
import { type Token, tokenize } from './tokens.ts'

/** How deep parentheses and calls may nest. */
const deepest = 100

/** Reads the words of a query one after another. */
export class Reader {
  readonly #tokens: readonly Token[]
  #at = 0
  #depth = 0

  constructor(query: string) {
    this.#tokens = tokenize(query)
  }

  get next(): Token {
    const token = this.#tokens[Math.min(this.#at, this.#tokens.length - 1)]
    if (!token) throw new KqlSyntaxError({ line: 1, pos: 0 }, '')
    return token
  }

  take(): Token {
    const token = this.next
    this.#at += 1
    return token
  }

  /** Takes the next word when it is this symbol or name. */
  accept(text: string): boolean {
    const { kind } = this.next
    if ((kind !== 'symbol' && kind !== 'name') || this.next.text !== text) return false
    this.#at += 1
    return true
  }

  expect(text: string): void {
    if (!this.accept(text)) throw this.fault()
  }

  name(): string {
    if (this.next.kind !== 'name') throw this.fault()
    return this.take().text
  }

  /** A whole number, as `take 10` has it. */
  count(): number {
    const { kind, text } = this.next
    if (kind !== 'number' || !/^\d{1,15}$/.test(text)) throw this.fault()
    this.take()
    return Number(text)
  }

  /** True when `name =` comes next, which names the expression that follows. */
  isNamed(): boolean {
    const after = this.#tokens[this.#at + 1]
    return this.next.kind === 'name' && after?.kind === 'symbol' && after.text === '='
  }

  /** Runs a part of the grammar that contains itself. */
  nested<T>(parse: () => T): T {
    if (this.#depth >= deepest) throw this.fault()
    this.#depth += 1
    const value = parse()
    this.#depth -= 1
    return value
  }

  /** One or more, with commas between. */
  list<T>(parse: () => T): T[] {
    const items = [parse()]
    while (this.accept(',')) items.push(parse())
    return items
  }

  /** The error that nothing in the grammar begins with the next word. */
  fault(): KqlSyntaxError {
    return new KqlSyntaxError(this.next, this.next.text)
  }
}
