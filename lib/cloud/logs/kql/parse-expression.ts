import { KqlSyntaxError } from './errors.ts'
import type { Reader } from './reader.ts'
import {
  type Arithmetic,
  arithmetic,
  type BinaryOperator,
  comparisons,
  type Expression,
  type ListOperator,
  listOperators,
  textOperators,
} from './syntax.ts'
import { parseTimespan } from './timespan.ts'
import { type Token, timespanOf } from './tokens.ts'
import { parseTime } from './values.ts'

/** Longest chain of `+` or `*`: each link is a frame on the stack when it is evaluated. */
const longestChain = 100

/** Names that begin no expression. */
const reserved = new Set(['and', 'or', 'by', 'asc', 'desc', 'in', 'between', 'has', 'contains'])

/** Reads a scalar expression; `or` binds least. */
export function parseExpression(reader: Reader): Expression {
  return reader.nested(() =>
    parseChain(reader, 'or', () => parseChain(reader, 'and', parseRelation)),
  )
}

function parseChain(
  reader: Reader,
  kind: 'and' | 'or',
  parse: (reader: Reader) => Expression,
): Expression {
  const first = parse(reader)
  if (!reader.accept(kind)) return first
  const items = [first]
  do items.push(parse(reader))
  while (reader.accept(kind))
  return { kind, items }
}

function parseRelation(reader: Reader): Expression {
  const left = parseSum(reader)
  const { kind, text } = reader.next
  if (kind !== 'symbol' && kind !== 'name') return left
  if (text === 'between' || text === '!between') return parseBetween(reader, left)
  const list = listOperators.find((one) => one === text)
  if (list) return parseMembership(reader, left, list)
  const operator = relations.find((one) => one === text)
  if (!operator) return left
  reader.take()
  return { kind: 'binary', operator, left, right: parseSum(reader) }
}

const relations: readonly BinaryOperator[] = [...comparisons, ...textOperators]

function parseBetween(reader: Reader, left: Expression): Expression {
  const negated = reader.take().text.startsWith('!')
  reader.expect('(')
  const low = parseSum(reader)
  reader.expect('..')
  const high = parseSum(reader)
  reader.expect(')')
  return { kind: 'between', negated, left, low, high }
}

function parseMembership(reader: Reader, left: Expression, operator: ListOperator): Expression {
  reader.take()
  reader.expect('(')
  const items = reader.list(() => parseExpression(reader))
  reader.expect(')')
  return { kind: 'list', operator, left, items }
}

function parseSum(reader: Reader): Expression {
  return parseLeft(reader, ['+', '-'], () =>
    parseLeft(reader, ['*', '/'], () => parseSigned(reader)),
  )
}

function parseLeft(
  reader: Reader,
  operators: readonly Arithmetic[],
  parse: () => Expression,
): Expression {
  let left = parse()
  for (let links = 0; ; links++) {
    const { kind, text } = reader.next
    const operator = arithmetic.find((one) => one === text)
    if (kind !== 'symbol' || !operator || !operators.includes(operator)) return left
    if (links >= longestChain) throw reader.fault()
    reader.take()
    left = { kind: 'binary', operator, left, right: parse() }
  }
}

function parseSigned(reader: Reader): Expression {
  if (reader.accept('-')) return { kind: 'negative', of: reader.nested(() => parseSigned(reader)) }
  return parsePath(reader)
}

/** A primary with the members that follow it: `Identity.claim.upn`, `Properties["id"]`. */
function parsePath(reader: Reader): Expression {
  let of = parsePrimary(reader)
  for (let links = 0; ; links++) {
    const isDot = reader.accept('.')
    if (!isDot && !reader.accept('[')) return of
    if (links >= longestChain) throw reader.fault()
    if (isDot) {
      of = { kind: 'member', of, key: reader.name() }
      continue
    }
    const key = reader.next.kind === 'string' ? reader.take().content : reader.count()
    of = { kind: 'member', of, key }
    reader.expect(']')
  }
}

function parsePrimary(reader: Reader): Expression {
  const token = reader.next
  switch (token.kind) {
    case 'number': {
      reader.take()
      const isWhole = /^\d+$/.test(token.text)
      return { kind: 'literal', type: isWhole ? 'long' : 'real', value: Number(token.text) }
    }
    case 'string':
      reader.take()
      return { kind: 'literal', type: 'string', value: token.content }
    case 'timespan':
      reader.take()
      return { kind: 'literal', type: 'timespan', value: timespanOf(token) }
    case 'typed':
      reader.take()
      return typedLiteral(token)
    case 'name':
      return parseName(reader)
    default: {
      reader.expect('(')
      const inner = parseExpression(reader)
      reader.expect(')')
      return inner
    }
  }
}

function parseName(reader: Reader): Expression {
  const token = reader.next
  if (reserved.has(token.text)) throw reader.fault()
  reader.take()
  if (token.text === 'true' || token.text === 'false') {
    return { kind: 'literal', type: 'bool', value: token.text === 'true' }
  }
  if (!reader.accept('(')) return { kind: 'name', name: token.text }
  const args = reader.accept(')') ? [] : reader.list(() => parseExpression(reader))
  if (args.length > 0) reader.expect(')')
  return { kind: 'call', name: token.text, args, place: token }
}

function typedLiteral(token: Token): Expression {
  const word = /^[a-z]+/.exec(token.text)?.[0]
  const type = word === 'guid' ? 'guid' : word?.startsWith('date') ? 'datetime' : 'timespan'
  if (token.content === 'null') return { kind: 'literal', type, value: type === 'guid' ? '' : null }
  const value = readTyped(type, token.content)
  if (value !== null) return { kind: 'literal', type, value }
  throw new KqlSyntaxError(
    token,
    token.text,
    `Failed to parse ${word} literal: '${token.text}' [line:position=${token.line}:${token.pos}]`,
  )
}

function readTyped(type: 'guid' | 'datetime' | 'timespan', content: string) {
  if (type === 'datetime') return parseTime(content)
  if (type === 'timespan') return parseTimespan(content)
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(content) ? content.toLowerCase() : null
}
