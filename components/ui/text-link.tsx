import Link from 'next/link'
import type { ComponentProps } from 'react'
import { cx } from './cx.ts'

/** A link inside a sentence or a cell. `quiet` underlines only on hover, where the place says that it is one. */
export function TextLink({
  quiet = false,
  className,
  ...rest
}: ComponentProps<typeof Link> & { quiet?: boolean }) {
  return (
    <Link
      {...rest}
      className={cx(
        'rounded-sm underline-offset-3 hover:underline',
        quiet
          ? 'font-medium text-ink'
          : 'text-ink underline decoration-line-strong hover:decoration-current',
        className,
      )}
    />
  )
}
