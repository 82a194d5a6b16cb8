import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KqlRunawayError, KqlSemanticError, KqlSyntaxError } from './errors.ts'
import { compileQuery, type Table } from './program.ts'

// Whatever a caller sends: a result, or one of our own errors, soon.

type Row = readonly [number, string, unknown]

const table: Table<Row> = {
  name: 'T',
  columns: [
    { name: 'TimeGenerated', type: 'datetime', read: ([at]) => at },
    { name: 'Text', type: 'string', read: ([, text]) => text },
    { name: 'Any', type: 'dynamic', read: ([, , any]) => any },
  ],
}

const rows: Row[] = [
  [Date.UTC(2026, 4, 1), 'one two', { a: [1, 'x', null] }],
  [8_640_000_000_000_000, '', null],
  [-8_640_000_000_000_000, '__proto__', 'text'],
]

function run(query: string): unknown {
  try {
    const program = compileQuery(query, { tables: [table], now: new Date(0) })
    for (const row of rows) if (program.concerns(row) && !program.push(row)) break
    return program.end().rows
  } catch (error) {
    const isOurs =
      error instanceof KqlSyntaxError ||
      error instanceof KqlSemanticError ||
      error instanceof KqlRunawayError
    if (!isOurs) throw error
    return error
  }
}

const words = [
  ...'| ( ) , = == != < <= > >= + - * / . .. [ ] ; =~ !~ !in !has in~ " \' @" // $ ! { }'.split(
    ' ',
  ),
  ...'T Text Any TimeGenerated where project project-away extend summarize by sort order'.split(
    ' ',
  ),
  ...'top take distinct count asc desc nulls first last and or not in between has contains'.split(
    ' ',
  ),
  ...'count() ago(1d) now() bin(TimeGenerated,1h) tostring( strcat( iff( datetime(2026-05-01)'.split(
    ' ',
  ),
  ...'1 0 1.5 1d 9999999999999999d true null "a" \'b\' __proto__ constructor Any.a[1] \n 1e400'.split(
    ' ',
  ),
]

describe('a query', () => {
  it('of any words is answered or refused', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...words), { maxLength: 24 }),
        fc.constantFrom(' ', ''),
        (parts, space) => {
          expect(run(`T | ${parts.join(space)}`)).toBeDefined()
        },
      ),
      { numRuns: 3_000, seed: 7 },
    )
  })

  it('of any characters is answered or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(run(text)).toBeDefined()
        expect(run(`T | where ${text}`)).toBeDefined()
      }),
      { numRuns: 1_000, seed: 7 },
    )
  })

  it.each([
    ['parentheses', `T | where ${'('.repeat(100_000)}`],
    ['calls', `T | where ${'not('.repeat(9_000)}`],
    ['signs', `T | where ${'- '.repeat(9_000)}1 == 1`],
    ['sums', `T | where 1${' + 1'.repeat(4_000)} == 1`],
    ['members', `T | where Any${'.a'.repeat(4_000)} == 1`],
    ['indexes', `T | where Any${'[0]'.repeat(3_000)} == 1`],
    ['operators', `T${' | count'.repeat(4_000)}`],
    ['alternatives', `T | where ${'Text == "a" or '.repeat(2_000)}true`],
    ['text', `T | where Text == "${'a'.repeat(1_000_000)}"`],
    ['open text', `T | where Text == "${'\\a'.repeat(500_000)}`],
    ['blanks', `T${' '.repeat(1_000_000)}| take 1`],
    ['comments', `T ${'//a\n'.repeat(200_000)}| take 1`],
    ['digits', `T | take ${'1'.repeat(500_000)}`],
    [
      'growth',
      `T ${'| extend Text = strcat(Text, Text, Text, Text, Text, Text, Text, Text) '.repeat(40)}| sort by Text`,
    ],
  ])('with very many %s ends soon', (_, query) => {
    const started = performance.now()
    expect(run(query)).toBeDefined()
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
