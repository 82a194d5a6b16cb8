import type { TableState } from './data-table-types.ts'

/** What a column sorts by: text in lower case, numbers as they are, nothing for what is absent. */
export function sortKey(value: string | number | null | undefined): string | number | undefined {
  return typeof value === 'string' ? value.toLowerCase() : (value ?? undefined)
}

function isKey(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}

/** Orders two sort keys of one column; those that are no keys are left as they are. */
export function compareKeys(a: unknown, b: unknown): number {
  if (!isKey(a) || !isKey(b)) return 0
  return a < b ? -1 : a > b ? 1 : 0
}

/** The words of a search in lower case; none when there is nothing to look for. */
export function searchWords(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean)
}

/** Whether a lower-case text holds each of the words, wherever. */
export function matches(text: string, words: readonly string[]): boolean {
  return words.every((word) => text.includes(word))
}

/** What a press on a column's name does: ascending, then descending, then as the rows came. */
export function nextSort(id: string, sort: TableState['sort']): TableState['sort'] {
  if (sort?.id !== id) return { id, desc: false }
  return sort.desc ? null : { id, desc: true }
}

/**
 * The selection after a press on a row's box. With `anchor`, the row pressed before, all rows between the
 * two get the new state of the pressed one, as Shift does everywhere.
 */
export function toggleRows(
  selected: readonly string[],
  keys: readonly string[],
  key: string,
  anchor: string | null,
): string[] {
  const next = new Set(selected)
  const on = !next.has(key)
  const to = keys.indexOf(key)
  const from = anchor === null ? to : keys.indexOf(anchor)
  const span = from < 0 ? [key] : keys.slice(Math.min(from, to), Math.max(from, to) + 1)
  for (const each of span) {
    if (on) next.add(each)
    else next.delete(each)
  }
  return [...next]
}

/** The selection after a press on the box above all shown rows; what is not shown keeps its state. */
export function toggleAll(selected: readonly string[], keys: readonly string[]): string[] {
  const shown = new Set(keys)
  const others = selected.filter((key) => !shown.has(key))
  const all = selected.length - others.length === shown.size
  return all ? others : [...others, ...shown]
}
