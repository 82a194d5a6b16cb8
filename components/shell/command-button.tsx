'use client'

import Search from 'lucide-react/icons/search'
import dynamic from 'next/dynamic'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { Kbd } from '#components/ui/kbd.tsx'
import { type Command, placeCommands } from './commands.ts'
import { useEarlyKeys } from './use-early-keys.ts'
import type { View } from './views.ts'

const load = () => import('./command-menu.tsx').then((module) => module.CommandMenu)
const CommandMenu = dynamic(load, { ssr: false })

interface CommandButtonProps {
  view: View
  views: readonly View[]
  embedded: boolean
  /** More to offer than the places of the view. */
  commands?: readonly Command[]
  /** Looks for objects by text; called a moment after each change, with a signal that ends the last. */
  search?: (text: string, signal: AbortSignal) => Promise<readonly Command[]>
  /** Finds at once among what the page has read already. */
  known?: (text: string) => readonly Command[]
  /** What can be found: `Find a certificate or vault`. */
  prompt?: string
}

/** Opens the command menu, as does Ctrl K (on a Mac also ⌘ K). The menu is fetched when first opened. */
export function CommandButton({
  view,
  views,
  embedded,
  commands,
  search,
  known,
  prompt = 'Go to…',
}: CommandButtonProps) {
  const [open, setOpen] = useState(false)
  const close = useCallback(() => setOpen(false), [])
  const takeEarlyKeys = useEarlyKeys(open, close)
  const all = useMemo(
    () => [...placeCommands(view, views, embedded), ...(commands ?? [])],
    [view, views, embedded, commands],
  )

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // Ctrl goes down a moment before K: time enough to fetch the menu, so that no letter is lost.
      if (event.key === 'Control' || event.key === 'Meta') void load()
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey)
        return
      event.preventDefault()
      setOpen((shown) => !shown)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])

  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        className="flex h-7.5 items-center gap-2 rounded-md border border-line-strong bg-panel pr-1.5 pl-2.5 text-ink-3 shadow-panel hover:bg-hover hover:text-ink-2 max-md:size-8 max-md:justify-center max-md:border-transparent max-md:bg-transparent max-md:p-0 max-md:shadow-none md:w-75"
      >
        <Search aria-hidden className="size-4" />
        <span className="flex-1 truncate text-left max-md:visually-hidden">{prompt}</span>
        <span className="max-md:hidden" aria-hidden>
          <Kbd>Ctrl K</Kbd>
        </span>
      </button>
      {open && (
        <CommandMenu
          commands={all}
          search={search}
          known={known}
          takeEarlyKeys={takeEarlyKeys}
          prompt={prompt}
          onClose={close}
        />
      )}
    </>
  )
}
