import type { ComponentProps, ReactNode } from 'react'
import { type ButtonSize, type ButtonVariant, buttonClass } from './button-class.ts'
import { Spinner } from './spinner.tsx'

interface ButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  variant?: ButtonVariant
  size?: ButtonSize
  /** Stands before the text. */
  icon?: ReactNode
  /** Work is under way: shows a spinner and ignores presses, but keeps the focus. */
  loading?: boolean
  /** There is nothing to press it for now. Unlike `disabled` it keeps the focus that it has. */
  inactive?: boolean
  /** The text is the name that assistive technology reads; a button without text is an IconButton. */
  children: ReactNode
}

/** Does something here. What goes somewhere is a LinkButton. */
export function Button({
  variant = 'secondary',
  size = 'md',
  icon,
  loading = false,
  inactive = false,
  type = 'button',
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const still = loading || inactive
  return (
    <button
      {...rest}
      type={still && type === 'submit' ? 'button' : type}
      aria-disabled={still || undefined}
      aria-busy={loading || undefined}
      onClick={still ? undefined : onClick}
      className={buttonClass(variant, size, 'text', className)}
    >
      {loading ? <Spinner /> : icon}
      {children}
    </button>
  )
}
