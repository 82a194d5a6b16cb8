import type { TableState } from '#components/ui/data-table-types.ts'

type Sort = NonNullable<TableState['sort']>

/** `-expires` is descending by the column `expires`; null when the text names no column. */
export function readSort(text: string): Sort | null {
  const desc = text.startsWith('-')
  const id = desc ? text.slice(1) : text
  return /^[a-z][a-z0-9-]*$/i.test(id) ? { id, desc } : null
}

/** The text of `readSort`. */
export function writeSort({ id, desc }: Sort): string {
  return desc ? `-${id}` : id
}
