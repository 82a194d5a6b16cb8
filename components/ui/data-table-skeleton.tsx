import { cx } from './cx.ts'
import { type DataColumn, hiddenBelow } from './data-table-types.ts'
import { Skeleton } from './skeleton.tsx'

const widths = ['w-3/5', 'w-4/5', 'w-1/2', 'w-2/3']

interface SkeletonRowsProps {
  columns: readonly Pick<DataColumn<never>, 'id' | 'hideBelow'>[]
  selectable: boolean
  count?: number
}

/** The shape of rows that are on their way. */
export function SkeletonRows({ columns, selectable, count = 8 }: SkeletonRowsProps) {
  return (
    <tbody aria-hidden>
      {Array.from({ length: count }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without identity.
        <tr key={line}>
          {selectable && (
            <td className="h-[38px] border-b border-line pl-4">
              <Skeleton className="size-4" />
            </td>
          )}
          {columns.map((column, place) => (
            <td
              key={column.id}
              className={cx('h-[38px] border-b border-line px-3 first:pl-4', hiddenBelow(column))}
            >
              <Skeleton className={widths[(line + place) % widths.length] ?? 'w-1/2'} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}
