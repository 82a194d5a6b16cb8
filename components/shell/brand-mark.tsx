import { cx } from '#components/ui/cx.ts'

/** The door of a strongroom. Decoration: the name stands beside it. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={cx('size-6', className)}>
      <rect width="24" height="24" rx="6" className="fill-ink" />
      <g className="fill-none stroke-on-ink" strokeWidth="1.5" strokeLinecap="round">
        <rect x="6" y="6" width="12" height="12" rx="2.5" />
        <path d="m9.3 9.3 1.4 1.4m2.6 2.6 1.4 1.4m0-5.4-1.4 1.4m-2.6 2.6-1.4 1.4" />
        <circle cx="12" cy="12" r="1.9" />
      </g>
    </svg>
  )
}

/** Mark and name. */
export function Brand() {
  return (
    <span className="inline-flex items-center gap-2.5 text-base font-semibold tracking-tight">
      <BrandMark />
      Strongroom
    </span>
  )
}
