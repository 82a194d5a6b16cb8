import type { ComponentProps, ReactNode } from 'react'
import { controlClass } from './control-class.ts'
import { cx } from './cx.ts'
import { Field, type FieldProps } from './field.tsx'

interface TextFieldProps
  extends FieldProps,
    Omit<ComponentProps<'input'>, 'id' | keyof FieldProps> {
  /** For identifiers, names in DNS and the like. */
  mono?: boolean
  /** Stands at the right end inside the field: a unit, a fixed ending. */
  suffix?: ReactNode
}

/** One line of text. Takes what the `input` of a form gives. */
export function TextField({
  label,
  hint,
  error,
  optional,
  className,
  mono = false,
  suffix,
  type = 'text',
  ...input
}: TextFieldProps) {
  return (
    <Field {...{ label, hint, error, optional, className }}>
      {(control) => (
        <div className="relative">
          <input
            autoComplete="off"
            spellCheck={false}
            {...input}
            {...control}
            type={type}
            className={cx(
              controlClass,
              'h-8',
              mono && 'font-mono text-xs',
              suffix !== undefined && 'pr-16',
            )}
          />
          {suffix !== undefined && (
            <span className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-ink-3">
              {suffix}
            </span>
          )}
        </div>
      )}
    </Field>
  )
}
