import type { GivenOperations } from '#lib/domain/access/given-operations.ts'

/** What somebody may do, by kind of object; the operations on demand. */
export function Given({ gives }: { gives: readonly GivenOperations[] }) {
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-1">
      {gives.map(({ area, label, everything, operations }) => (
        <details key={area} className="min-w-0 open:basis-full">
          <summary className="min-h-6 cursor-pointer rounded-sm font-medium hover:text-accent">
            {label}{' '}
            <span className="font-normal text-ink-3">
              {everything
                ? 'everything'
                : operations.length === 1
                  ? '1 operation'
                  : `${operations.length} operations`}
            </span>
          </summary>
          <p className="mt-0.5 mb-1 max-w-prose text-ink-2">May {operations.join(', ')}.</p>
        </details>
      ))}
    </div>
  )
}
