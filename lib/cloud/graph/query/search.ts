import { badRequest } from '../errors.ts'
import type { Entity } from '../objects/entity.ts'
import { memberOf } from './values.ts'

/** Properties whose words are searched one by one; others must begin with what is sought. */
const inWords = new Set(['displayname', 'description'])

/** Longest `$search` in characters. */
const longest = 1_024

/**
 * `$search`: clauses `"property:text"` in double quotes, joined by AND or OR (AND binds first).
 * @throws GraphError 400
 * @see https://learn.microsoft.com/graph/search-query-parameter#using-search-on-directory-object-collections
 */
export function parseSearch(search: string): (entity: Entity) => boolean {
  if (search.length > longest) throw badRequest('The search is too long.')
  const alternatives = search.split(/ +OR +(?=")/).map((alternative) => {
    const tests = alternative.split(/ +(?:AND +)?(?=")/).map(parseClause)
    return (entity: Entity) => tests.every((test) => test(entity))
  })
  return (entity) => alternatives.some((matches) => matches(entity))
}

function parseClause(clause: string): (entity: Entity) => boolean {
  const [, name = '', sought = ''] = /^\s*"(\w+):((?:[^"\\]|\\.)*)"\s*$/.exec(clause) ?? []
  if (name === '') {
    throw badRequest(
      `Syntax error: character ':' is expected inside the quoted clause ${clause.slice(0, 200)}.`,
    )
  }
  const text = sought.replaceAll(/\\(.)/g, '$1')
  const words = wordsOf(text)
  return (entity) => {
    const value = memberOf(entity.properties, [name])
    if (typeof value !== 'string') return false
    if (!inWords.has(name.toLowerCase())) {
      return value.toLowerCase().startsWith(text.toLowerCase())
    }
    const found = wordsOf(value)
    return words.every((word) => found.some((one) => one.startsWith(word)))
  }
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s\-_.,()]+/)
    .filter((word) => word !== '')
}
