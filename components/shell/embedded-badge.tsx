import FlaskConical from 'lucide-react/icons/flask-conical'

interface EmbeddedBadgeProps {
  /** In words on a phone too, where there is room for them. */
  wordy?: boolean
}

/** Says all the time that nothing here is the real Azure. */
export function EmbeddedBadge({ wordy = false }: EmbeddedBadgeProps) {
  return (
    <span
      data-tip="This console works on its own embedded cloud. Nothing here reaches Azure."
      className="inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full bg-brass-tint px-2 text-xs font-medium whitespace-nowrap text-brass forced-colors:border"
    >
      <FlaskConical aria-hidden className="size-3.5" />
      <span className={wordy ? undefined : 'max-sm:visually-hidden'}>Embedded cloud</span>
    </span>
  )
}
