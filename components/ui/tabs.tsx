'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { cx } from './cx.ts'

export interface TabLink {
  label: string
  href: string
  count?: number
  /** Chosen only on exactly this path, not on paths below it. */
  exact?: boolean
}

interface TabsProps {
  /** Names the navigation: `Sections of contoso`. */
  label: string
  items: readonly TabLink[]
}

/**
 * The query that each section was left with, by its path: filter and search are there again when a person
 * comes back. Only a press on a tab writes it, so it lives in the browser alone, until the page is left.
 */
const leftWith = new Map<string, string>()

function remember(path: string) {
  const query = new URLSearchParams(window.location.search)
  // What was selected there may be gone, and is better chosen anew.
  query.delete('selected')
  leftWith.set(path, query.size === 0 ? '' : `?${query}`)
}

/** Sections of one object. They are links: each has an address, and the back button works. */
export function Tabs({ label, items }: TabsProps) {
  const pathname = usePathname()
  const ref = useRef<HTMLElement>(null)
  // On a phone the row is wider than the window: the section that is open must not lie outside.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path is another section.
  useEffect(() => {
    ref.current
      ?.querySelector('[aria-current]')
      ?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [pathname])
  return (
    <nav
      ref={ref}
      aria-label={label}
      className="-mx-4 -mt-1.5 overflow-x-auto border-b border-line px-4 [scrollbar-width:none] md:mx-0 md:px-0"
    >
      <ul className="flex gap-5">
        {items.map((item) => {
          const current =
            pathname === item.href || (!item.exact && pathname.startsWith(`${item.href}/`))
          return (
            <li key={item.href}>
              <Link
                href={current ? item.href : `${item.href}${leftWith.get(item.href) ?? ''}`}
                onClick={() => remember(pathname)}
                aria-current={current ? 'page' : undefined}
                className={cx(
                  'flex h-9 items-center gap-1.5 border-b-2 whitespace-nowrap focus-visible:-outline-offset-2',
                  current
                    ? 'border-brass font-semibold text-ink'
                    : 'border-transparent text-ink-2 hover:text-ink',
                )}
              >
                {item.label}
                {item.count !== undefined && (
                  <span className="font-normal text-ink-3">
                    {item.count.toLocaleString('en-GB')}
                  </span>
                )}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
