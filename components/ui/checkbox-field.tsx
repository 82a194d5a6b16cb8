'use client'

import { type ComponentProps, type ReactNode, useId } from 'react'
import { CheckBox } from './check-box.tsx'
import { cx } from './cx.ts'
import { FieldError } from './field-error.tsx'

interface CheckboxFieldProps extends Omit<ComponentProps<'input'>, 'type' | 'id' | 'aria-label'> {
  label: string
  hint?: ReactNode
  error?: string | undefined
}

/** Yes or no, taken when the form is sent. */
export function CheckboxField({ label, hint, error, className, ...input }: CheckboxFieldProps) {
  const id = useId()
  const describedBy = cx(hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`)
  return (
    <div className={className}>
      <div className="flex items-start gap-2">
        <CheckBox
          {...input}
          id={id}
          aria-describedby={describedBy || undefined}
          aria-invalid={error === undefined ? undefined : true}
          className="mt-0.5"
        />
        <label htmlFor={id} className="min-w-0">
          {label}
        </label>
      </div>
      <div className="pl-6">
        <FieldError id={`${id}-error`} message={error} />
        {hint !== undefined && (
          <div id={`${id}-hint`} className="max-w-prose text-xs text-ink-3">
            {hint}
          </div>
        )}
      </div>
    </div>
  )
}
