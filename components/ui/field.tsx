import { type ReactNode, useId } from 'react'
import { cx } from './cx.ts'
import { FieldError } from './field-error.tsx'

/** What each labelled field of the kit takes. */
export interface FieldProps {
  label: string
  /** Help that stands under the label before anything is wrong. */
  hint?: ReactNode
  /** What is wrong with the value, in words. */
  error?: string | undefined
  /** Says `optional` beside the label. What is not optional needs no mark. */
  optional?: boolean | undefined
  className?: string | undefined
}

/** To be spread on the control: ties it to its label, hint and error. */
export interface ControlProps {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/** Label, hint, control and error of one field, tied together. */
export function Field({
  label,
  hint,
  error,
  optional,
  className,
  children,
}: FieldProps & { children: (control: ControlProps) => ReactNode }) {
  const id = useId()
  const describedBy = cx(hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`)
  return (
    <div className={cx('min-w-0', className)}>
      <label htmlFor={id} className="mb-1 flex items-baseline gap-1.5 font-medium">
        {label}
        {optional && <span className="font-normal text-ink-3">optional</span>}
      </label>
      {children({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      <FieldError id={`${id}-error`} message={error} />
      {hint !== undefined && (
        <div id={`${id}-hint`} className="mt-1 max-w-prose text-xs text-ink-3">
          {hint}
        </div>
      )}
    </div>
  )
}

/** Like Field, for several controls under one name: a fieldset with its legend. */
export function FieldGroup({
  label,
  hint,
  error,
  optional,
  className,
  children,
}: FieldProps & { children: ReactNode }) {
  const id = useId()
  const describedBy = cx(hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`)
  return (
    <fieldset
      aria-describedby={describedBy || undefined}
      data-invalid={error === undefined ? undefined : true}
      className={cx('min-w-0', className)}
    >
      <legend className="mb-1 flex items-baseline gap-1.5 font-medium">
        {label}
        {optional && <span className="font-normal text-ink-3">optional</span>}
      </legend>
      {children}
      <FieldError id={`${id}-error`} message={error} />
      {hint !== undefined && (
        <div id={`${id}-hint`} className="mt-1 max-w-prose text-xs text-ink-3">
          {hint}
        </div>
      )}
    </fieldset>
  )
}
