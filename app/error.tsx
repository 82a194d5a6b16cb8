'use client'

import { CenterCard } from '#components/shell/center-card.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { paths } from '#lib/base/paths.ts'

interface ErrorPageProps {
  error: Error & { digest?: string }
  reset: () => void
}

/**
 * A defect of ours that no page has caught. The digest finds it in the server's log. Every page carries
 * this one along, so it is made of plain elements.
 */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <CenterCard
      title="This page broke"
      actions={
        <>
          <button type="button" onClick={reset} className={buttonClass('primary', 'md', 'text')}>
            Try again
          </button>
          <a href={paths.home} className={buttonClass('secondary', 'md', 'text')}>
            Go to the start
          </a>
        </>
      }
      footer={
        error.digest === undefined ? undefined : (
          <>
            For the log: <code className="font-mono">{error.digest}</code>
          </>
        )
      }
    >
      <p>
        It is a fault of the console, not of what you did. If you were changing something, look
        whether it happened before you do it again.
      </p>
    </CenterCard>
  )
}
