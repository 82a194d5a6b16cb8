import { parseExpression } from './parse-expression.ts'
import { Reader } from './reader.ts'
import type { Item, Query, SortKey, Step } from './syntax.ts'

/**
 * Reads a query: a table, and operators after it.
 * @throws KqlSyntaxError for all that is not of this subset, at the word where it begins
 * @see https://learn.microsoft.com/kusto/query/
 */
export function parseQuery(text: string): Query {
  const reader = new Reader(text)
  const table = reader.name()
  const steps: Step[] = []
  while (reader.accept('|')) steps.push(parseStep(reader))
  reader.accept(';')
  if (reader.next.kind !== 'end') throw reader.fault()
  return { table, steps }
}

function parseStep(reader: Reader): Step {
  const parse = operators.get(reader.next.kind === 'name' ? reader.next.text : '')
  if (!parse) throw reader.fault()
  reader.take()
  return parse(reader)
}

const operators = new Map<string, (reader: Reader) => Step>(
  Object.entries({
    where: parseWhere,
    filter: parseWhere,
    project(reader: Reader): Step {
      if (reader.next.adjacent && reader.accept('-')) {
        reader.expect('away')
        return { kind: 'project-away', names: reader.list(() => reader.name()) }
      }
      return { kind: 'project', items: reader.list(() => parseItem(reader)) }
    },
    extend: (reader: Reader): Step => ({
      kind: 'extend',
      items: reader.list(() => parseItem(reader)),
    }),
    summarize: parseSummarize,
    sort: (reader: Reader): Step => ({ kind: 'sort', keys: parseKeys(reader) }),
    order: (reader: Reader): Step => ({ kind: 'sort', keys: parseKeys(reader) }),
    take: (reader: Reader): Step => ({ kind: 'take', count: reader.count() }),
    limit: (reader: Reader): Step => ({ kind: 'take', count: reader.count() }),
    top: (reader: Reader): Step => ({
      kind: 'top',
      count: reader.count(),
      keys: parseKeys(reader),
    }),
    distinct: (reader: Reader): Step =>
      reader.accept('*')
        ? { kind: 'distinct-all' }
        : { kind: 'distinct', items: reader.list(() => parseItem(reader)) },
    count: (): Step => ({ kind: 'count' }),
  }),
)

function parseWhere(reader: Reader): Step {
  return { kind: 'where', condition: parseExpression(reader) }
}

function parseItem(reader: Reader): Item {
  if (!reader.isNamed()) return { name: null, expression: parseExpression(reader) }
  const name = reader.name()
  reader.expect('=')
  return { name, expression: parseExpression(reader) }
}

function parseSummarize(reader: Reader): Step {
  const item = () => parseItem(reader)
  const aggregates = reader.next.text === 'by' ? [] : reader.list(item)
  const by = reader.accept('by') ? reader.list(item) : []
  return { kind: 'summarize', aggregates, by }
}

/** Descending, with nulls last, unless said otherwise; ascending with nulls first. */
function parseKeys(reader: Reader): SortKey[] {
  reader.expect('by')
  return reader.list(() => {
    const expression = parseExpression(reader)
    const descending = reader.accept('desc') || !reader.accept('asc')
    if (!reader.accept('nulls')) return { expression, descending, nullsFirst: !descending }
    const nullsFirst = reader.accept('first')
    if (!nullsFirst) reader.expect('last')
    return { expression, descending, nullsFirst }
  })
}
