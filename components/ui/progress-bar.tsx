interface ProgressBarProps {
  /** What is under way: `Purging 3 certificates`. */
  label: string
  value: number
  max: number
}

/** How much of some work is done. By attribute, since a strict style-src takes no width in a style. */
export function ProgressBar({ label, value, max }: ProgressBarProps) {
  return (
    <progress
      aria-label={label}
      value={value}
      max={max}
      className="block h-1.5 w-full appearance-none overflow-hidden rounded-full bg-hover [&::-moz-progress-bar]:bg-brass [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-brass"
    />
  )
}
