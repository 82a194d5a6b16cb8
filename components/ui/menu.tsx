'use client'

import Check from 'lucide-react/icons/check'
import Link from 'next/link'
import {
  type ComponentProps,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { cx } from './cx.ts'
import { moveFocus } from './move-focus.ts'
import { placeBeside } from './place-beside.ts'

export type MenuItem =
  | {
      kind: 'action'
      label: string
      onSelect: () => void
      icon?: ReactNode
      danger?: boolean
      disabled?: boolean
      hint?: string
    }
  | {
      kind: 'link'
      label: string
      href: string
      icon?: ReactNode
      hint?: string
      download?: boolean
      /** The place where the person is already. */
      current?: boolean
    }
  | { kind: 'radio'; label: string; checked: boolean; onSelect: () => void; hint?: string }
  | {
      kind: 'checkbox'
      label: string
      checked: boolean
      onSelect: () => void
      hint?: string
      disabled?: boolean
    }
  | { kind: 'separator'; id: string }
  | { kind: 'heading'; label: string }

/** To be spread on the one button that opens the menu. */
export type MenuTriggerProps = Required<
  Pick<ComponentProps<'button'>, 'popoverTarget' | 'aria-haspopup' | 'onKeyDown' | 'ref'>
> & { 'aria-expanded': boolean }

interface MenuProps {
  /** Names the menu for assistive technology. */
  label: string
  items: readonly MenuItem[]
  /** The button. Spread the props on a Button or an IconButton. */
  trigger: (props: MenuTriggerProps) => ReactNode
  align?: 'start' | 'end'
  /** As wide as its button at least. */
  wide?: boolean
}

/**
 * A menu on the browser's popover: it closes on Escape and on a press beside it, and gives the focus
 * back. Arrow keys, Home, End and first letters move in it (WAI-ARIA menu button pattern).
 */
export function Menu({ label, items, trigger, align = 'start', wide = false }: MenuProps) {
  const id = useId()
  const popup = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const upwards = useRef(false)
  const [open, setOpen] = useState(false)

  // Items are drawn before it opens and taken away after it has closed, so that the focus has a place.
  const onBeforeToggle = (event: { newState: string }) => {
    if (event.newState !== 'open' || !popup.current) return
    popup.current.style.visibility = 'hidden'
    setOpen(true)
  }
  const onToggle = (event: { newState: string }) => {
    if (!popup.current || !button.current) return
    if (event.newState === 'closed') {
      setOpen(false)
      return
    }
    if (wide) popup.current.style.minWidth = `${button.current.offsetWidth}px`
    placeBeside(popup.current, button.current, { side: 'bottom', align })
    popup.current.style.visibility = ''
    moveFocus(popup.current, upwards.current ? 'End' : 'current')
    upwards.current = false
  }
  // Pressed before this script was there, the browser has opened it without its items.
  useEffect(() => {
    if (!popup.current?.matches(':popover-open')) return
    popup.current.hidePopover()
    popup.current.showPopover()
  }, [])

  const onTriggerKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    upwards.current = event.key === 'ArrowUp'
    popup.current?.showPopover()
  }
  const onKey = (event: KeyboardEvent) => {
    if (!popup.current) return
    if (event.key === 'Tab') {
      popup.current.hidePopover()
      return
    }
    if (event.key === ' ' && event.target instanceof HTMLAnchorElement) event.target.click()
    if (moveFocus(popup.current, event.key)) event.preventDefault()
  }
  const close = () => popup.current?.hidePopover()

  return (
    <>
      {trigger({
        ref: button,
        popoverTarget: id,
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        onKeyDown: onTriggerKey,
      })}
      <div
        ref={popup}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        onBeforeToggle={onBeforeToggle}
        onToggle={onToggle}
        onKeyDown={onKey}
        className="m-0 max-h-[min(28rem,80dvh)] min-w-44 overflow-y-auto rounded-md border border-line-strong bg-raised p-1 text-ink shadow-float"
      >
        {open && items.map((item) => <MenuRow key={keyOf(item)} item={item} close={close} />)}
      </div>
    </>
  )
}

function keyOf(item: MenuItem): string {
  return item.kind === 'separator' ? item.id : `${item.kind} ${item.label}`
}

const row =
  'flex w-full items-center gap-2 rounded-sm px-2 py-1.5 text-left outline-none focus:bg-hover hover:bg-hover aria-disabled:opacity-50 [&>svg]:size-4'

function MenuRow({ item, close }: { item: MenuItem; close: () => void }) {
  if (item.kind === 'separator') return <hr className="my-1 border-line" />
  if (item.kind === 'heading') {
    return (
      <div role="presentation" className="px-2 pt-1.5 pb-1 text-xs text-ink-3">
        {item.label}
      </div>
    )
  }
  const hint = item.hint !== undefined && (
    <span className="block text-xs text-ink-3">{item.hint}</span>
  )
  if (item.kind === 'link') {
    return item.download ? (
      <a role="menuitem" tabIndex={-1} href={item.href} download onClick={close} className={row}>
        {item.icon}
        <span className="min-w-0 flex-1">
          {item.label}
          {hint}
        </span>
      </a>
    ) : (
      <Link
        role="menuitem"
        tabIndex={-1}
        href={item.href}
        aria-current={item.current ? 'page' : undefined}
        onClick={close}
        className={row}
      >
        {item.current === undefined ? (
          item.icon
        ) : (
          <Check aria-hidden className={cx(!item.current && 'invisible')} />
        )}
        <span className="min-w-0 flex-1">
          {item.label}
          {hint}
        </span>
      </Link>
    )
  }
  if (item.kind === 'action') {
    return (
      <button
        type="button"
        role="menuitem"
        tabIndex={-1}
        aria-disabled={item.disabled || undefined}
        onClick={() => {
          if (item.disabled) return
          close()
          item.onSelect()
        }}
        className={cx(row, item.danger && 'text-bad')}
      >
        {item.icon}
        <span className="min-w-0 flex-1">
          {item.label}
          {hint}
        </span>
      </button>
    )
  }
  return (
    <button
      type="button"
      {...{
        role: item.kind === 'radio' ? 'menuitemradio' : 'menuitemcheckbox',
        'aria-checked': item.checked,
      }}
      aria-disabled={(item.kind === 'checkbox' && item.disabled) || undefined}
      tabIndex={-1}
      onClick={() => {
        if (item.kind === 'checkbox' && item.disabled) return
        // Several boxes are usually ticked in one visit; a choice of one ends it.
        if (item.kind === 'radio') close()
        item.onSelect()
      }}
      className={row}
    >
      <Check aria-hidden className={cx(!item.checked && 'invisible')} />
      <span className="min-w-0 flex-1">
        {item.label}
        {hint}
      </span>
    </button>
  )
}
