import { type ComponentProps, type ReactNode, useId } from 'react'

interface SwitchFieldProps
  extends Omit<ComponentProps<'input'>, 'type' | 'id' | 'role' | 'aria-label'> {
  label: string
  hint?: ReactNode
}

/** On or off. The state is also in the position of the knob and, for assistive technology, in the role. */
export function SwitchField({ label, hint, className, ...input }: SwitchFieldProps) {
  const id = useId()
  return (
    <div className={className}>
      <div className="flex items-start gap-2.5">
        <span className="relative mt-0.5 inline-flex h-4 w-7 shrink-0">
          <input
            {...input}
            id={id}
            type="checkbox"
            // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox tells its own state.
            role="switch"
            aria-describedby={hint === undefined ? undefined : `${id}-hint`}
            className="peer h-4 w-7 appearance-none rounded-full border border-control bg-panel transition-colors checked:border-ink checked:bg-ink disabled:opacity-50 forced-colors:appearance-auto"
          />
          <span
            aria-hidden
            className="pointer-events-none absolute top-[3px] left-[3px] size-2.5 rounded-full bg-control transition-transform peer-checked:translate-x-3 peer-checked:bg-on-ink forced-colors:hidden"
          />
        </span>
        <label htmlFor={id} className="min-w-0">
          {label}
        </label>
      </div>
      {hint !== undefined && (
        <div id={`${id}-hint`} className="max-w-prose pl-9.5 text-xs text-ink-3">
          {hint}
        </div>
      )}
    </div>
  )
}
