'use client'

import Check from 'lucide-react/icons/check'
import Copy from 'lucide-react/icons/copy'
import { useEffect, useState } from 'react'
import { cx } from './cx.ts'

interface CopyButtonProps {
  value: string
  /** What is copied: `Copy thumbprint`. */
  label: string
  className?: string
}

/** Copies a text and says so. */
export function CopyButton({ value, label, className }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')

  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 2000)
    return () => clearTimeout(timer)
  }, [state])

  return (
    <button
      type="button"
      aria-label={label}
      data-tip={label}
      onClick={() =>
        navigator.clipboard.writeText(value).then(
          () => setState('copied'),
          () => setState('failed'),
        )
      }
      className={cx(
        'inline-flex size-6 shrink-0 items-center justify-center rounded-sm align-middle text-ink-3 hover:bg-hover hover:text-ink [&>svg]:size-3.5',
        className,
      )}
    >
      {state === 'copied' ? <Check aria-hidden className="text-ok" /> : <Copy aria-hidden />}
      <span role="status" className="visually-hidden">
        {state === 'copied' ? 'Copied' : state === 'failed' ? 'The browser refused to copy' : ''}
      </span>
    </button>
  )
}
