import { type ReactNode, useId } from 'react'
import { cx } from './cx.ts'

interface PanelProps {
  /** Heading of the panel; also names the region. */
  title?: ReactNode
  /** A muted number or word beside the title. */
  note?: ReactNode
  /** Right end of the header: a link or small buttons. */
  actions?: ReactNode
  /** `none` lets rows and tables run to the edges. */
  padding?: 'normal' | 'none'
  /** Heading level in the page's outline. */
  level?: 2 | 3
  className?: string
  children: ReactNode
}

/** A raised surface with an optional header. */
export function Panel({
  title,
  note,
  actions,
  padding = 'normal',
  level = 2,
  className,
  children,
}: PanelProps) {
  const id = useId()
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section
      aria-labelledby={title === undefined ? undefined : id}
      className={cx('min-w-0 rounded-lg border border-line bg-panel shadow-panel', className)}
    >
      {title !== undefined && (
        <header className="flex min-h-11 items-center justify-between gap-3 border-b border-line px-4 py-1.5">
          <div className="flex min-w-0 items-baseline gap-2">
            <Heading id={id} className="truncate font-semibold">
              {title}
            </Heading>
            {note !== undefined && <span className="truncate text-ink-3">{note}</span>}
          </div>
          {actions !== undefined && (
            <div className="flex shrink-0 items-center gap-2">{actions}</div>
          )}
        </header>
      )}
      {padding === 'normal' ? <div className="p-4">{children}</div> : children}
    </section>
  )
}
