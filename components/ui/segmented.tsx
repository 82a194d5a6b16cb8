import type { ComponentProps } from 'react'
import { FieldGroup, type FieldProps } from './field.tsx'

export interface Choice {
  value: string
  label: string
  disabled?: boolean
}

type RadioProps = Pick<ComponentProps<'input'>, 'onChange' | 'onBlur' | 'ref' | 'disabled'> & {
  name: string
  /** With `onChange`: controlled. Leave out both for a form that reads its controls when it is sent. */
  value?: string
  defaultValue?: string
}

interface SegmentedProps extends FieldProps, RadioProps {
  options: readonly Choice[]
}

/** One of two to five short choices, all in sight. Radio buttons to the keyboard and to the form. */
export function Segmented({
  label,
  hint,
  error,
  optional,
  className,
  options,
  name,
  value,
  defaultValue,
  onChange,
  ...radio
}: SegmentedProps) {
  return (
    <FieldGroup {...{ label, hint, error, optional, className }}>
      <div className="inline-flex max-w-full flex-wrap rounded-md border border-control bg-panel p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className="relative flex h-6.5 items-center rounded-sm px-2.5 text-ink-2 has-checked:bg-ink has-checked:font-medium has-checked:text-on-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brass has-disabled:opacity-50 not-has-checked:hover:text-ink forced-colors:has-checked:outline-2"
          >
            <input
              {...radio}
              {...(value === undefined
                ? { defaultChecked: defaultValue === option.value }
                : { checked: value === option.value })}
              disabled={radio.disabled || option.disabled}
              type="radio"
              name={name}
              value={option.value}
              {...(onChange === undefined ? {} : { onChange })}
              className="absolute inset-0 appearance-none rounded-sm outline-none"
            />
            <span className="pointer-events-none">{option.label}</span>
          </label>
        ))}
      </div>
    </FieldGroup>
  )
}
