import { CopyButton } from './copy-button.tsx'
import { cx } from './cx.ts'
import { middleEllipsis } from './middle-ellipsis.ts'

interface MonoIdProps {
  value: string
  /** What it is, for the copy button: `thumbprint` gives `Copy thumbprint`. */
  label: string
  /** Characters kept at each end; absent = shown whole. */
  head?: number
  tail?: number
  copy?: boolean
  className?: string
}

/** An identifier: monospaced, shortened in the middle, the whole one on hover, copied in one press. */
export function MonoId({ value, label, head, tail = 4, copy = true, className }: MonoIdProps) {
  const shown = head === undefined ? value : middleEllipsis(value, head, tail)
  return (
    <span className={cx('inline-flex max-w-full items-center gap-1', className)}>
      <code
        data-tip={shown === value ? undefined : value}
        className="min-w-0 font-mono text-xs break-all"
      >
        {shown}
      </code>
      {copy && <CopyButton value={value} label={`Copy ${label}`} className="-my-0.5" />}
    </span>
  )
}
