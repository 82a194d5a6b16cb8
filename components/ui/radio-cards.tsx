import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'
import { FieldGroup, type FieldProps } from './field.tsx'

export interface CardChoice {
  value: string
  label: string
  description?: ReactNode
  icon?: ReactNode
  disabled?: boolean
}

interface RadioCardsProps
  extends FieldProps,
    Pick<ComponentProps<'input'>, 'onChange' | 'onBlur' | 'ref' | 'disabled'> {
  name: string
  options: readonly CardChoice[]
  /** With `onChange`: controlled. Leave out both for a form that reads its controls when it is sent. */
  value?: string
  defaultValue?: string
  columns?: 1 | 2 | 3
}

const grids = { 1: '', 2: 'sm:grid-cols-2', 3: 'sm:grid-cols-3' }

/** One of a few ways that need a sentence each. */
export function RadioCards({
  label,
  hint,
  error,
  optional,
  className,
  options,
  value,
  defaultValue,
  columns = 2,
  ...radio
}: RadioCardsProps) {
  return (
    <FieldGroup {...{ label, hint, error, optional, className }}>
      <div className={cx('grid gap-2', grids[columns])}>
        {options.map((option) => (
          <label
            key={option.value}
            className="flex items-start gap-2.5 rounded-md border border-line-strong bg-panel p-3 hover:bg-hover has-checked:border-ink has-checked:bg-panel has-checked:shadow-panel has-checked:ring-1 has-checked:ring-ink has-disabled:opacity-50 has-disabled:hover:bg-panel"
          >
            <input
              {...radio}
              {...(value === undefined
                ? { defaultChecked: defaultValue === option.value }
                : { checked: value === option.value })}
              disabled={radio.disabled || option.disabled}
              type="radio"
              value={option.value}
              aria-label={option.label}
              className="mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-control bg-panel checked:border-[5px] checked:border-ink forced-colors:appearance-auto"
            />
            <span className="min-w-0">
              <span className="flex items-center gap-1.5 font-medium [&>svg]:size-4">
                {option.icon}
                {option.label}
              </span>
              {option.description !== undefined && (
                <span className="block text-xs text-ink-2">{option.description}</span>
              )}
            </span>
          </label>
        ))}
      </div>
    </FieldGroup>
  )
}
