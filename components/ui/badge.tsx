import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import type { Tone } from './tone.ts'
import { ToneIcon } from './tone-icon.tsx'

const looks: Record<Tone, string> = {
  ok: 'bg-ok-tint text-ok border-transparent',
  warn: 'bg-warn-tint text-warn border-transparent',
  bad: 'bg-bad-tint text-bad border-transparent',
  info: 'bg-info-tint text-info border-transparent',
  neutral: 'bg-panel text-ink-2 border-line-strong',
}

interface BadgeProps {
  tone: Tone
  /** The word. Short, in sentence case: `Expired`, `Expires in 6 days`. */
  children: ReactNode
  /** Replaces the icon of the tone, for a state with a sign of its own. */
  icon?: ReactNode
  className?: string
}

/** A state in a word, with an icon and a colour: the three together, never the colour alone. */
export function Badge({ tone, children, icon, className }: BadgeProps) {
  return (
    <span
      className={cx(
        'inline-flex h-5.5 max-w-full items-center gap-1 rounded-full border px-1.5 pr-2 align-middle text-xs font-medium whitespace-nowrap forced-colors:border-current [&>svg]:size-3.5',
        looks[tone],
        className,
      )}
    >
      {icon ?? <ToneIcon tone={tone} />}
      <span className="truncate">{children}</span>
    </span>
  )
}

interface TagProps {
  children: ReactNode
  icon?: ReactNode
  className?: string
}

/** A plain outlined word: a tag, a kind, a label. Says nothing about health. */
export function Tag({ children, icon, className }: TagProps) {
  return (
    <span
      className={cx(
        'inline-flex h-5.5 max-w-full items-center gap-1 rounded-full border border-line-strong bg-panel px-2 align-middle text-xs font-medium whitespace-nowrap text-ink-2 [&>svg]:size-3',
        className,
      )}
    >
      {icon}
      <span className="truncate">{children}</span>
    </span>
  )
}
