import Info from 'lucide-react/icons/info'
import { ToneIcon } from '#components/ui/tone-icon.tsx'

export interface AdviceLine {
  readonly tone: 'ok' | 'note' | 'warn'
  readonly message: string
  /** Where it is written down; null when it is plain reasoning. */
  readonly citation: string | null
}

/** What a choice brings with it, under the field where it is made. */
export function AdviceLines({ advice }: { advice: readonly AdviceLine[] }) {
  return (
    <div aria-live="polite" className="-mt-2 grid gap-1.5 text-xs text-ink-2 empty:hidden">
      {advice.map(({ tone, message, citation }) => (
        <p key={message} className="flex max-w-prose items-start gap-1.5">
          {tone === 'note' ? (
            <Info aria-hidden className="mt-px size-3.5 shrink-0 text-info" />
          ) : (
            <ToneIcon tone={tone} className="mt-px size-3.5! shrink-0" />
          )}
          <span>
            {message} {citation !== null && <SourceLink href={citation} />}
          </span>
        </p>
      ))}
    </div>
  )
}

/** Leads to where a fact is written down. */
export function SourceLink({ href }: { href: string }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className="underline decoration-line-strong underline-offset-3 hover:decoration-current"
    >
      Source
    </a>
  )
}
