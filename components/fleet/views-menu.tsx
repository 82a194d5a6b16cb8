'use client'

import Bookmark from 'lucide-react/icons/bookmark'
import ChevronDown from 'lucide-react/icons/chevron-down'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Menu, type MenuItem } from '#components/ui/menu.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import {
  builtInViews,
  type FleetView,
  keepViews,
  readViews,
  viewChange,
  viewQuery,
  withView,
} from './fleet-views.ts'

const SaveViewDialog = dynamic(
  () => import('./save-view-dialog.tsx').then((module) => module.SaveViewDialog),
  { ssr: false },
)

interface ViewsMenuProps {
  query: URLSearchParams
  onChange: (change: Readonly<Record<string, string | null>>) => void
}

/** Views by name: those that everybody has, one's own, and the one that a link names. */
export function ViewsMenu({ query, onChange }: ViewsMenuProps) {
  const [own, setOwn] = useState<readonly FleetView[]>([])
  const [saving, setSaving] = useState(false)
  useEffect(() => setOwn(readViews(window.localStorage)), [])

  const now = viewQuery(query)
  const named = query.get('view')
  const isNow = (view: FleetView) => viewQuery(new URLSearchParams(view.query)) === now
  const current =
    own.find((view) => view.name === named && isNow(view)) ??
    builtInViews.find(isNow) ??
    own.find(isNow)
  const label = current?.name ?? named ?? 'Unsaved view'

  const keep = (views: readonly FleetView[]) => {
    setOwn(views)
    if (keepViews(window.localStorage, views)) return
    showToast({ tone: 'warn', title: 'This browser keeps no views; copy the link instead' })
  }
  const entry = (view: FleetView): MenuItem => ({
    kind: 'radio',
    label: view.name,
    checked: view === current,
    onSelect: () => onChange(viewChange(view)),
  })
  const mine = own.find((view) => view === current)
  const items: MenuItem[] = [
    ...builtInViews.map(entry),
    ...(own.length > 0
      ? [{ kind: 'heading', label: 'Your views' } as const, ...own.map(entry)]
      : []),
    { kind: 'separator', id: 'acts' },
    { kind: 'action', label: 'Save this view…', onSelect: () => setSaving(true) },
    {
      kind: 'action',
      label: 'Copy the link',
      onSelect: () => {
        void navigator.clipboard.writeText(window.location.href).then(
          () => showToast({ tone: 'ok', title: 'The link to this view is copied' }),
          () =>
            showToast({
              tone: 'warn',
              title: 'The browser did not copy it; it is in the address bar',
            }),
        )
      },
    },
    ...(mine === undefined
      ? []
      : [
          {
            kind: 'action',
            label: `Forget “${mine.name}”`,
            onSelect: () => keep(own.filter((view) => view !== mine)),
          } as const,
        ]),
  ]
  return (
    <>
      <Menu
        label="Views"
        align="end"
        items={items}
        trigger={(trigger) => (
          <Button {...trigger} icon={<Bookmark aria-hidden />} className="max-w-full">
            <span className="visually-hidden">View: </span>
            <span className="max-w-48 truncate">{label}</span>
            <ChevronDown aria-hidden className="text-ink-3" />
          </Button>
        )}
      />
      {saving && (
        <SaveViewDialog
          name={current !== undefined && mine === undefined ? '' : (named ?? '')}
          taken={[...builtInViews].map(({ name }) => name)}
          onClose={() => setSaving(false)}
          onSave={(name) => {
            keep(withView(own, { name, query: now }))
            onChange({ view: name })
            setSaving(false)
          }}
        />
      )}
    </>
  )
}
