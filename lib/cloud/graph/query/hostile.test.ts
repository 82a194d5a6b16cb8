import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GraphError } from '../errors.ts'
import type { Entity } from '../objects/entity.ts'
import { parseFilter } from './filter.ts'
import { parseSearch } from './search.ts'

/** What a caller writes into a query is answered or refused in words, and soon. */
const entity: Entity = {
  kind: 'user',
  id: 'x',
  properties: { displayName: 'Dana', mail: 'a@b', tags: ['x', 'y'], spa: { redirectUris: ['z'] } },
}
const names = Object.keys(entity.properties)

const word = fc.constantFrom(
  'displayName',
  'mail',
  'tags/any',
  'spa/redirectUris/any',
  'eq',
  'ne',
  'in',
  'and',
  'or',
  'not',
  '(',
  ')',
  ',',
  ':',
  'x',
  "'a'",
  "''",
  "'",
  'null',
  'true',
  'startswith',
  'contains',
  '$',
  '/',
)
const filters = fc.oneof(
  fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
  fc.string({ maxLength: 200 }),
)

function answersOrRefuses(work: () => void): void {
  const started = performance.now()
  try {
    work()
  } catch (error) {
    expect(error).toBeInstanceOf(GraphError)
  }
  expect(performance.now() - started).toBeLessThan(250)
}

describe('hostile queries', () => {
  it('filters', () => {
    fc.assert(
      fc.property(filters, (filter) =>
        answersOrRefuses(() => void parseFilter(filter, 'user', names).matches(entity)),
      ),
      { numRuns: 2_000 },
    )
  })

  it('searches', () => {
    fc.assert(
      fc.property(filters, (search) => answersOrRefuses(() => void parseSearch(search)(entity))),
      { numRuns: 1_000 },
    )
  })

  it.each([
    ['brackets', '('.repeat(8_000)],
    ['negations', 'not '.repeat(2_000)],
    ['alternatives', `${"mail eq 'x' or ".repeat(500)}mail eq 'y'`],
    ['spaces', ' '.repeat(60_000)],
    ['a text without end', `displayName eq '${'a'.repeat(60_000)}`],
    ['any inside of any', 'tags/any(x:'.repeat(500)],
  ])('%s in a row', (_, filter) => {
    answersOrRefuses(() => void parseFilter(filter, 'user', names).matches(entity))
    answersOrRefuses(() => void parseSearch(filter)(entity))
  })
})
