'use client'

import { useEffect, useRef } from 'react'
import { placeBeside } from './place-beside.ts'

/**
 * The one tooltip of the page. Any element with `data-tip` gets it, on hover and on keyboard focus, so a
 * table of ten thousand times costs nothing. Escape hides it; the pointer may move onto it (WCAG 1.4.13).
 */
export function TooltipLayer() {
  const ref = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const tip = ref.current
    if (!tip) return
    let anchor: Element | null = null
    let timer: ReturnType<typeof setTimeout> | undefined

    const hide = () => {
      clearTimeout(timer)
      if (!anchor) return
      anchor.removeAttribute('aria-describedby')
      anchor = null
      tip.hidePopover()
    }
    const show = (target: Element) => {
      const text = target.getAttribute('data-tip')
      if (!text) return
      hide()
      anchor = target
      tip.textContent = text
      // A name that repeats the tip would be read twice.
      if (target.getAttribute('aria-label') !== text)
        target.setAttribute('aria-describedby', tip.id)
      tip.showPopover()
      placeBeside(tip, target, { side: 'top', align: 'center' })
    }
    const tipped = (event: Event) =>
      event.target instanceof Element ? event.target.closest('[data-tip]') : null

    const over = (event: Event) => {
      if (event.target === tip) return clearTimeout(timer)
      const target = tipped(event)
      if (target === anchor) return clearTimeout(timer)
      clearTimeout(timer)
      timer = setTimeout(() => (target ? show(target) : hide()), target ? 350 : 120)
    }
    const focus = (event: Event) => {
      const target = tipped(event)
      if (target?.matches(':focus-visible')) show(target)
    }
    const key = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide()
    }

    document.addEventListener('pointerover', over)
    document.addEventListener('focusin', focus)
    document.addEventListener('focusout', hide)
    document.addEventListener('keydown', key)
    document.addEventListener('pointerdown', hide)
    document.addEventListener('scroll', hide, { capture: true, passive: true })
    return () => {
      hide()
      document.removeEventListener('pointerover', over)
      document.removeEventListener('focusin', focus)
      document.removeEventListener('focusout', hide)
      document.removeEventListener('keydown', key)
      document.removeEventListener('pointerdown', hide)
      document.removeEventListener('scroll', hide, { capture: true })
    }
  }, [])

  return (
    <div
      ref={ref}
      id="page-tooltip"
      role="tooltip"
      popover="manual"
      className="m-0 max-w-80 rounded-md bg-ink px-2 py-1 text-xs text-on-ink shadow-float"
    />
  )
}
