'use client'

import { CenterPage } from '#components/shell/center-page.tsx'
import { Button } from '#components/ui/button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { MonoId } from '#components/ui/mono-id.tsx'
import { paths } from '#lib/base/paths.ts'

interface ErrorPageProps {
  error: Error & { digest?: string }
  reset: () => void
}

/** A defect of ours that no page has caught. The digest finds it in the server's log. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <CenterPage
      title="This page broke"
      actions={
        <>
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
          <LinkButton href={paths.home}>Go to the start</LinkButton>
        </>
      }
      footer={
        error.digest === undefined ? undefined : (
          <>
            For the log: <MonoId value={error.digest} label="error digest" />
          </>
        )
      }
    >
      <p>
        It is a fault of the console, not of what you did. If you were changing something, look
        whether it happened before you do it again.
      </p>
    </CenterPage>
  )
}
