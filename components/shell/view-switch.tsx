'use client'

import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down'
import { Menu } from '#components/ui/menu.tsx'
import { type View, viewInfo } from './views.ts'

/** Goes to another view; just its name when the person's roles open no other. */
export function ViewSwitch({ view, views }: { view: View; views: readonly View[] }) {
  const others = views.filter((other) => other !== view)
  const look =
    'flex h-9 w-full items-center justify-between gap-2 rounded-md border px-2.5 text-left font-medium'
  if (others.length === 0) {
    return <p className={`${look} border-line`}>{viewInfo[view].name}</p>
  }
  return (
    <Menu
      label="View"
      wide
      items={views.map((each) => ({
        kind: 'link',
        label: viewInfo[each].name,
        href: viewInfo[each].href,
        current: each === view,
      }))}
      trigger={(trigger) => (
        <button
          {...trigger}
          type="button"
          className={`${look} border-line-strong bg-panel shadow-panel hover:bg-hover`}
        >
          <span className="visually-hidden">View: </span>
          <span className="flex-1 truncate">{viewInfo[view].name}</span>
          <ChevronsUpDown aria-hidden className="size-4 text-ink-2" />
        </button>
      )}
    />
  )
}
