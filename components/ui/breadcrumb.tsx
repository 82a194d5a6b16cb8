import Link from 'next/link'

export interface Crumb {
  label: string
  /** Absent on the last one: it is the page itself. */
  href?: string
}

/** Where this page is. Stands in the top bar, wherever in the page it is written. */
export function Breadcrumb({ items }: { items: readonly Crumb[] }) {
  return (
    <nav
      aria-label="Breadcrumb"
      className="fixed top-0 right-24 left-14 z-20 flex h-topbar items-center overflow-hidden md:right-90 md:left-sidebar md:pl-6 print:hidden"
    >
      <ol className="flex min-w-0 items-center gap-1.5">
        {items.map((item, index) => {
          const last = index === items.length - 1
          return (
            <li
              key={item.href ?? item.label}
              className={
                last
                  ? 'flex min-w-0 items-center gap-1.5'
                  : 'hidden shrink-0 items-center gap-1.5 sm:flex'
              }
            >
              {index > 0 && (
                <span aria-hidden className="hidden text-ink-3 sm:inline">
                  /
                </span>
              )}
              {item.href === undefined ? (
                <span
                  aria-current={last ? 'page' : undefined}
                  className={last ? 'truncate font-medium' : 'text-ink-2'}
                >
                  {item.label}
                </span>
              ) : (
                <Link
                  href={item.href}
                  className="rounded-sm text-ink-2 hover:text-ink hover:underline underline-offset-3"
                >
                  {item.label}
                </Link>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
