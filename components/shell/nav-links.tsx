'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cx } from '#components/ui/cx.ts'
import { type NavGroup, navigation } from './nav.ts'
import { NavIcon } from './nav-icon.tsx'
import type { View } from './views.ts'

/** Id of the sidebar, which on a phone is a popover. */
export const sidebarId = 'sidebar'

/** Closes the sidebar where it lies over the page. */
export function closeSidebar() {
  const sidebar = document.getElementById(sidebarId)
  if (sidebar?.matches(':popover-open')) sidebar.hidePopover()
}

interface NavLinksProps {
  view: View
  embedded: boolean
}

/** The places of a view, in groups. */
export function NavLinks({ view, embedded }: NavLinksProps) {
  const pathname = usePathname()
  return navigation(view, embedded).map((group: NavGroup, index) => (
    <div key={group.label ?? 'first'} className={cx(index > 0 && 'mt-5')}>
      {group.label !== undefined && (
        <h2 className="px-2 pb-1.5 text-xs text-ink-3">{group.label}</h2>
      )}
      <ul className="grid gap-0.5">
        {group.items.map((item) => {
          const current =
            pathname === item.href || (!item.exact && pathname.startsWith(`${item.href}/`))
          return (
            <li key={item.id}>
              <Link
                href={item.href}
                aria-current={current ? 'page' : undefined}
                onClick={closeSidebar}
                className={cx(
                  'flex h-8 items-center gap-2.5 rounded-md border px-2',
                  current
                    ? 'border-line bg-panel font-semibold text-ink shadow-panel'
                    : 'border-transparent text-ink-2 hover:bg-hover hover:text-ink',
                )}
              >
                <NavIcon
                  name={item.icon}
                  className={cx('size-4', current ? 'text-brass' : 'text-ink-3')}
                />
                <span className="flex-1 truncate">{item.label}</span>
              </Link>
            </li>
          )
        })}
      </ul>
    </div>
  ))
}
