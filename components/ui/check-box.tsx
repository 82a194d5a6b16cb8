'use client'

import Check from 'lucide-react/icons/check'
import Minus from 'lucide-react/icons/minus'
import type { ComponentProps } from 'react'
import { cx } from './cx.ts'

type CheckBoxProps = Omit<ComponentProps<'input'>, 'type' | 'aria-label'> & {
  /** Some but not all of what it stands for. */
  indeterminate?: boolean
} & ({ 'aria-label': string } | { 'aria-labelledby': string } | { id: string })

/** The bare box, for rows of a table. With a visible label use CheckboxField. */
export function CheckBox({ indeterminate = false, className, ref, ...input }: CheckBoxProps) {
  return (
    <span className={cx('relative inline-flex size-4 shrink-0 align-middle', className)}>
      <input
        {...input}
        type="checkbox"
        ref={(element) => {
          if (element) element.indeterminate = indeterminate
          if (typeof ref === 'function') ref(element)
          else if (ref) ref.current = element
        }}
        className="peer size-4 appearance-none rounded-sm border border-control bg-panel checked:border-ink checked:bg-ink indeterminate:border-ink indeterminate:bg-ink disabled:opacity-50 forced-colors:appearance-auto"
      />
      <Check
        aria-hidden
        strokeWidth={3}
        className="pointer-events-none absolute inset-0.5 hidden size-3 text-on-ink peer-checked:block peer-indeterminate:hidden forced-colors:hidden!"
      />
      <Minus
        aria-hidden
        strokeWidth={3}
        className="pointer-events-none absolute inset-0.5 hidden size-3 text-on-ink peer-indeterminate:block forced-colors:hidden!"
      />
    </span>
  )
}
