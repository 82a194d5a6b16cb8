import ChevronDown from 'lucide-react/icons/chevron-down'
import type { ComponentProps } from 'react'
import { controlClass } from './control-class.ts'
import { cx } from './cx.ts'
import { Field, type FieldProps } from './field.tsx'

export interface SelectOption {
  value: string
  label: string
  disabled?: boolean
  /** Options of one group stand together under its name. */
  group?: string
}

type SelectFieldProps = FieldProps &
  Omit<ComponentProps<'select'>, 'id' | 'multiple' | 'children' | keyof FieldProps> & {
    options: readonly SelectOption[]
  }

/** One of a few. The browser's own list: best on a phone and for assistive technology. */
export function SelectField({
  label,
  hint,
  error,
  optional,
  className,
  options,
  ...select
}: SelectFieldProps) {
  return (
    <Field {...{ label, hint, error, optional, className }}>
      {(control) => (
        <div className="relative">
          <select {...select} {...control} className={cx(controlClass, 'h-8 appearance-none pr-8')}>
            {[...Map.groupBy(options, ({ group }) => group)].map(([group, grouped]) =>
              group === undefined ? (
                <Options key="" options={grouped} />
              ) : (
                <optgroup key={group} label={group}>
                  <Options options={grouped} />
                </optgroup>
              ),
            )}
          </select>
          <ChevronDown
            aria-hidden
            className="pointer-events-none absolute top-2 right-2.5 size-4 text-ink-3"
          />
        </div>
      )}
    </Field>
  )
}

function Options({ options }: Pick<SelectFieldProps, 'options'>) {
  return options.map(({ value, label, disabled }) => (
    <option key={value} value={value} disabled={disabled}>
      {label}
    </option>
  ))
}
