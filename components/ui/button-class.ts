import { cx } from './cx.ts'

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger' | 'danger-ghost'
export type ButtonSize = 'md' | 'sm'

const variants: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-ink text-on-ink hover:bg-ink-hover',
  secondary: 'border-line-strong bg-panel text-ink shadow-panel hover:bg-hover',
  ghost: 'border-transparent text-ink-2 hover:bg-hover hover:text-ink',
  danger: 'border-transparent bg-bad text-on-ink hover:bg-bad-hover',
  'danger-ghost': 'border-line-strong bg-panel text-bad shadow-panel hover:bg-bad-tint',
}

/** One look for all that acts, be it a button or a link. */
export function buttonClass(
  variant: ButtonVariant,
  size: ButtonSize,
  shape: 'text' | 'icon',
  className?: string,
): string {
  return cx(
    'inline-flex shrink-0 items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap transition-colors select-none disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50 aria-busy:opacity-75 [&>svg]:size-4',
    size === 'md' ? 'h-8 text-sm' : 'h-7 text-xs [&>svg]:size-3.5',
    shape === 'icon' ? (size === 'md' ? 'w-8' : 'w-7') : size === 'md' ? 'px-3' : 'px-2.5',
    variants[variant],
    className,
  )
}
