'use client'

import type { IPublicClientApplication } from '@azure/msal-browser'
import { MsalProvider, useMsal } from '@azure/msal-react'
import { useEffect, useRef, useState } from 'react'
import { msalFor } from './msal.ts'
import { type SignInSettings, sessionScope } from './sign-in-settings.ts'

export interface MsalDriverProps {
  readonly settings: SignInSettings
  /** Where to go afterwards; travels through the login service as state. */
  readonly returnTo: string
  /** True once the user asked to sign in. */
  readonly asked: boolean
  /** A redirect brought a token back. */
  readonly onToken: (token: string, returnTo: string) => void
  /** There was nothing to pick up: the button may be used. */
  readonly onReady: () => void
  readonly onError: (error: unknown) => void
}

/** MSAL behind the sign-in page: draws nothing, so the page is there before MSAL is. */
export function MsalDriver(props: MsalDriverProps) {
  const { settings, onError } = props
  const [client, setClient] = useState<IPublicClientApplication | null>(null)
  useEffect(() => {
    msalFor(settings).then(setClient, onError)
  }, [settings, onError])
  if (client === null) return null
  return (
    <MsalProvider instance={client}>
      <Flow {...props} />
    </MsalProvider>
  )
}

function Flow({ settings, returnTo, asked, onToken, onReady, onError }: MsalDriverProps) {
  const { instance } = useMsal()
  const [ready, setReady] = useState(false)
  const started = useRef(false)

  useEffect(() => {
    // React runs effects twice in development; the answer in the address can be used once.
    if (started.current) return
    started.current = true
    instance
      .handleRedirectPromise({ navigateToLoginRequestUrl: false })
      .then((result) => {
        if (result !== null) return onToken(result.accessToken, result.state ?? '/')
        setReady(true)
        onReady()
      })
      .catch((error: unknown) => {
        setReady(true)
        onError(error)
      })
  }, [instance, onToken, onReady, onError])

  useEffect(() => {
    if (!asked || !ready) return
    instance
      .loginRedirect({ scopes: [sessionScope(settings)], state: returnTo })
      .catch((error: unknown) => onError(error))
  }, [asked, ready, instance, settings, returnTo, onError])

  return null
}
