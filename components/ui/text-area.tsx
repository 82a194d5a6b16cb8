import type { ComponentProps } from 'react'
import { controlClass } from './control-class.ts'
import { cx } from './cx.ts'
import { Field, type FieldProps } from './field.tsx'

type TextAreaProps = FieldProps &
  Omit<ComponentProps<'textarea'>, 'id' | keyof FieldProps> & { mono?: boolean }

/** Several lines of text. Grows with them where the browser can. */
export function TextArea({
  label,
  hint,
  error,
  optional,
  className,
  mono = false,
  rows = 3,
  ...area
}: TextAreaProps) {
  return (
    <Field {...{ label, hint, error, optional, className }}>
      {(control) => (
        <textarea
          spellCheck={!mono}
          {...area}
          {...control}
          rows={rows}
          className={cx(
            controlClass,
            'block field-sizing-content max-h-96 min-h-20 resize-y py-1.5',
            mono && 'font-mono text-xs leading-5',
          )}
        />
      )}
    </Field>
  )
}
