'use client'

import X from 'lucide-react/icons/x'
import type { ReactNode } from 'react'
import { IconButton } from './icon-button.tsx'

interface SelectionBarProps {
  count: number
  onClear: () => void
  /** What can be done with all that is selected. */
  children: ReactNode
}

/** Floats at the foot of the window while rows are selected. */
export function SelectionBar({ count, onClear, children }: SelectionBarProps) {
  if (count === 0) return null
  return (
    <section
      aria-label="Selected rows"
      className="fixed inset-x-0 bottom-5 z-30 mx-auto flex w-fit max-w-[calc(100vw-2rem)] flex-wrap items-center gap-2 rounded-lg border border-line bg-raised p-2 pl-4 shadow-float"
    >
      <span className="mr-1">{count.toLocaleString('en-GB')} selected</span>
      {children}
      <IconButton label="Clear selection" icon={<X aria-hidden />} onClick={onClear} />
    </section>
  )
}
