'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type RefObject, useEffect } from 'react'

interface VirtualWindowProps {
  count: number
  /** Height of each row in px. */
  rowHeight: number
  /** How many rows are drawn before the size of the window is known. */
  before: number
  scroller: RefObject<HTMLElement | null>
  /** Draws the rows from `first` to before `end`. */
  children: (first: number, end: number) => ReactNode
}

/** Draws the rows in sight and a few more. Fetched only for tables that are long enough to need it. */
export function VirtualWindow({
  count,
  rowHeight,
  before,
  scroller,
  children,
}: VirtualWindowProps) {
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: it keeps the sizes that it has worked out; other heights are new ones.
  useEffect(() => {
    virtualizer.measure()
  }, [virtualizer, rowHeight])
  const items = virtualizer.getVirtualItems()
  const last = items.at(-1)?.index ?? before - 1
  return children(items[0]?.index ?? 0, Math.min(last + 1, count))
}
