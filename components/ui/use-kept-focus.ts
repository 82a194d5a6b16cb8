import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import type { TableRow } from './data-table-model.ts'
import { focusHome, focusIsLost } from './focus-home.ts'

interface Place {
  /** Of the row: its key, and where it stands. */
  readonly id: string
  readonly index: number
  /** Of the control among those of its row. */
  readonly control: number
}

const controls = 'a[href], button, input'

/**
 * When the row that has the focus is taken away, the same control of the row that moves up to its place gets
 * it; without rows, the table or the heading of the page does.
 */
export function useKeptFocus(
  body: RefObject<HTMLElement | null>,
  rows: readonly TableRow<unknown>[],
): void {
  const place = useRef<Place | null>(null)
  const drawn = useRef(rows)
  drawn.current = rows

  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      // A dialog borrows the focus and gives it back.
      if (!(target instanceof Element) || target.closest('dialog') !== null) return
      place.current = body.current?.contains(target) ? placeOf(target, drawn.current) : null
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [body])

  useLayoutEffect(() => {
    const left = place.current
    if (left === null || rows.some(({ id }) => id === left.id) || !focusIsLost()) return
    place.current = null
    const row = body.current?.querySelector(
      `tr[aria-rowindex="${Math.min(left.index, rows.length - 1) + 2}"]`,
    )
    const found = row?.querySelectorAll<HTMLElement>(controls)
    const target = found?.[left.control] ?? found?.[0]
    if (target === undefined) focusHome()
    else target.focus()
  }, [body, rows])

  // With its last row the table itself goes; leaving for another page is something else.
  useLayoutEffect(() => {
    const { pathname } = window.location
    return () => {
      if (place.current === null) return
      queueMicrotask(() => {
        if (window.location.pathname === pathname && focusIsLost()) focusHome()
      })
    }
  }, [])
}

function placeOf(target: Element, rows: readonly TableRow<unknown>[]): Place | null {
  const row = target.closest('tr')
  const index = Number(row?.ariaRowIndex ?? Number.NaN) - 2
  const id = rows[index]?.id
  if (row === null || id === undefined) return null
  return { id, index, control: [...row.querySelectorAll(controls)].indexOf(target) }
}
