'use client'

import CornerDownLeft from 'lucide-react/icons/corner-down-left'
import Search from 'lucide-react/icons/search'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { Spinner } from '#components/ui/spinner.tsx'
import { type Command, matchCommands } from './commands.ts'
import { useCommandSearch } from './use-command-search.ts'

interface CommandMenuProps {
  commands: readonly Command[]
  search?: ((text: string, signal: AbortSignal) => Promise<readonly Command[]>) | undefined
  /** What is known at once, before the search has answered. */
  known?: ((text: string) => readonly Command[]) | undefined
  prompt: string
  /** What was typed before this menu stood. */
  takeEarlyKeys: () => string
  onClose: () => void
}

/** Where to go, by typing: a combobox with its list in a modal dialog. */
export function CommandMenu({
  commands,
  search,
  known,
  prompt,
  takeEarlyKeys,
  onClose,
}: CommandMenuProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const router = useRouter()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const found = useCommandSearch(text, search)
  const atOnce = text.trim() === '' ? [] : (known?.(text.trim()) ?? [])
  const hits = withoutTwins([...matchCommands(commands, text), ...atOnce, ...found.commands])
  const active = Math.min(at, hits.length - 1)

  useEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    element?.showModal()
    setText(takeEarlyKeys())
    return () => {
      element?.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [takeEarlyKeys])

  useEffect(() => {
    list.current?.querySelectorAll('[role="option"]')[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])

  const go = (command: Command | undefined) => {
    if (!command) return
    onClose()
    router.push(command.href)
  }
  const onKey = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowDown: active + 1, ArrowUp: active - 1 }
    const next = moves[event.key]
    if (next !== undefined && hits.length > 0) {
      event.preventDefault()
      setAt((next + hits.length) % hits.length)
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      go(hits[active])
    }
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press beside it is a convenience; Escape is the key for it.
    <dialog
      ref={dialog}
      aria-label="Command menu"
      onCancel={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose()
      }}
      className="mx-auto mt-[12dvh] w-144 max-w-[calc(100vw-2rem)] overflow-hidden rounded-lg border border-line-strong bg-raised p-0 text-ink shadow-float backdrop:bg-veil"
    >
      <div className="relative border-b border-line">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-3.5 left-4 size-4 text-ink-3"
        />
        <input
          autoFocus
          type="text"
          role="combobox"
          aria-label={prompt}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={hits.length > 0 ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          placeholder={prompt}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKey}
          autoComplete="off"
          spellCheck={false}
          className="h-11 w-full bg-transparent pr-10 pl-10.5 text-base outline-none"
        />
        {found.busy && <Spinner className="absolute top-3.5 right-4 text-ink-3" />}
      </div>
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label="Results"
        className="max-h-[50dvh] overflow-y-auto p-1.5"
      >
        {hits.map((command, index) => (
          <Option
            key={command.id}
            id={`${id}-${index}`}
            command={command}
            heading={hits[index - 1]?.group === command.group ? null : command.group}
            active={index === active}
            onPoint={() => setAt(index)}
            onPick={() => go(command)}
          />
        ))}
      </div>
      <p
        role="status"
        className={cx(
          'px-4 pb-4 text-ink-3',
          hits.length > 0 && !found.failed && 'visually-hidden',
        )}
      >
        {found.failed
          ? 'The search did not answer. Places can still be opened.'
          : hits.length === 0 && !found.busy
            ? `Nothing found for “${text.trim()}”.`
            : `${hits.length} results`}
      </p>
    </dialog>
  )
}

function withoutTwins(commands: readonly Command[]): Command[] {
  return [...new Map(commands.map((command) => [command.id, command])).values()]
}

interface OptionProps {
  id: string
  command: Command
  heading: string | null
  active: boolean
  onPoint: () => void
  onPick: () => void
}

function Option({ id, command, heading, active, onPoint, onPick }: OptionProps) {
  return (
    <>
      {heading !== null && (
        <div role="presentation" className="px-2.5 pt-2 pb-1 text-xs text-ink-3">
          {heading}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above has the focus and the keys. */}
      <div
        id={id}
        role="option"
        tabIndex={-1}
        aria-selected={active}
        onPointerMove={onPoint}
        onClick={onPick}
        className={cx(
          'flex h-9 cursor-pointer items-center gap-3 rounded-md px-2.5',
          active && 'bg-hover',
        )}
      >
        <span className="truncate font-medium">{command.label}</span>
        {command.detail !== undefined && (
          <span className="truncate text-ink-3">{command.detail}</span>
        )}
        {active && <CornerDownLeft aria-hidden className="ml-auto size-3.5 text-ink-3" />}
      </div>
    </>
  )
}
