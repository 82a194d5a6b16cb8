import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import type { Tone } from './tone.ts'
import { ToneIcon } from './tone-icon.tsx'

const borders: Record<Tone, string> = {
  ok: 'border-ok',
  warn: 'border-warn',
  bad: 'border-bad',
  info: 'border-info',
  neutral: 'border-line-strong',
}

interface BannerProps {
  tone: Tone
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
  className?: string
}

/** A fact about the whole page that a person should know before going on. Not announced: it was there. */
export function Banner({ tone, title, children, actions, className }: BannerProps) {
  return (
    <div
      className={cx(
        'flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg border bg-panel px-4 py-3 sm:flex-nowrap',
        borders[tone],
        className,
      )}
    >
      <ToneIcon tone={tone} className="mt-0.5" />
      <div className="min-w-0 flex-1 max-sm:basis-[calc(100%-3rem)]">
        <p className="font-semibold break-words">{title}</p>
        {children !== undefined && (
          <div className="max-w-prose break-words text-ink-2">{children}</div>
        )}
      </div>
      {actions !== undefined && (
        <div className="flex shrink-0 flex-wrap gap-2 max-sm:pl-7">{actions}</div>
      )}
    </div>
  )
}
