'use client'

import { SignedOut } from '#components/shell/signed-out.tsx'
import { Button } from '#components/ui/button.tsx'
import { ErrorPanel } from '#components/ui/error-panel.tsx'
import { useSignIn } from '#lib/session/client.tsx'
import type { SignInSettings } from '#lib/session/sign-in-settings.ts'

interface SignInPanelProps {
  settings: SignInSettings
  returnTo: string
  reason: 'none' | 'signed-out' | 'expired'
  /** A session may exist although the request came without its cookie. */
  lookForSession: boolean
}

/** One button; the login service asks who it is. */
export function SignInPanel({ settings, returnTo, reason, lookForSession }: SignInPanelProps) {
  const { phase, failure, signIn, prepare, driver } = useSignIn({
    settings,
    returnTo,
    lookForSession,
  })
  return (
    <>
      <SignedOut
        reason={reason}
        embedded={settings.embedded}
        action={
          <Button
            variant="primary"
            loading={phase === 'working'}
            onClick={signIn}
            onPointerEnter={prepare}
            onFocus={prepare}
          >
            Sign in
          </Button>
        }
        error={
          failure && (
            <ErrorPanel title={failure.title} detail={failure.detail} nextStep={failure.nextStep} />
          )
        }
      />
      {driver}
    </>
  )
}
