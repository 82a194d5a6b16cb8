'use client'

import { type ComponentType, type ReactNode, useCallback, useEffect, useState } from 'react'
import { safeReturnPath } from '#lib/base/paths.ts'
import { type Failure, isFailure } from '#lib/domain/failure.ts'
import type { MsalDriverProps } from './msal-driver.tsx'
import { postSession } from './session-api.ts'
import type { SignInSettings } from './sign-in-settings.ts'

export type SignInPhase = 'idle' | 'working'

export interface SignIn {
  /** `working`: the user waits for the login service or for the session. */
  readonly phase: SignInPhase
  readonly failure: Failure | null
  /** The button's action. */
  readonly signIn: () => void
  /** The button is about to be pressed (pointer over it, focus on it): fetches MSAL ahead of the press. */
  readonly prepare: () => void
  /** Put it anywhere on the page; it draws nothing. */
  readonly driver: ReactNode
}

export interface SignInOptions {
  readonly settings: SignInSettings
  readonly returnTo: string
  /**
   * True when a session may exist although the request came without its cookie, as after following a link
   * from a mail: then it is looked for, and the page goes on to `returnTo` at once.
   */
  readonly lookForSession: boolean
}

/** Whether MSAL is to be fetched: not yet, in case it is needed, or because somebody waits for it. */
type Wanted = 'no' | 'soon' | 'now'

/** The login service answers in the fragment, or in the query when it is told to. */
function answerInAddress(): boolean {
  const { hash, search } = window.location
  return /[#&](code|error)=/.test(hash) || /[?&](code|error)=/.test(search)
}

/**
 * Sign-in as a page uses it. MSAL, a third of the page's script, is fetched when the button is about to
 * be pressed, or at once when the login service's answer is in the address; a click that comes before it
 * is remembered.
 */
export function useSignIn({ settings, returnTo, lookForSession }: SignInOptions): SignIn {
  const [phase, setPhase] = useState<SignInPhase>('idle')
  const [failure, setFailure] = useState<Failure | null>(null)
  const [asked, setAsked] = useState(false)
  const [wanted, setWanted] = useState<Wanted>('no')
  const [Driver, setDriver] = useState<ComponentType<MsalDriverProps> | null>(null)

  const fail = useCallback((error: unknown) => {
    setPhase('idle')
    setAsked(false)
    setFailure(failureOfSignIn(error))
  }, [])
  const begin = useCallback(
    (token: string, target: string) => {
      setPhase('working')
      postSession({ token }).then(() => {
        // Not router.push: the pages must be asked for anew, with the cookie.
        window.location.replace(safeReturnPath(target))
      }, fail)
    },
    [fail],
  )
  const ready = useCallback(() => undefined, [])

  useEffect(() => {
    if (answerInAddress()) setWanted('now')
  }, [])

  useEffect(() => {
    if (wanted === 'no') return
    let gone = false
    import('./msal-driver.tsx').then(
      (module) => {
        if (!gone) setDriver(() => module.MsalDriver)
      },
      (error: unknown) => {
        if (gone) return
        setWanted('no')
        // Nobody is told about what nobody has asked for yet.
        if (wanted === 'now') fail(error)
      },
    )
    return () => {
      gone = true
    }
  }, [wanted, fail])

  useEffect(() => {
    if (!lookForSession) return
    // An answer of the login service is in the address: a new session is on its way.
    if (answerInAddress()) return
    fetch('/api/session', { cache: 'no-store' }).then(
      (response) => {
        if (response.ok) window.location.replace(safeReturnPath(returnTo))
      },
      // No answer means no session to go on with; the button stays.
      () => undefined,
    )
  }, [returnTo, lookForSession])

  useEffect(() => {
    // Back from the login service by the browser's button: the page comes out of its cache as it was left.
    const back = (event: PageTransitionEvent) => {
      if (!event.persisted) return
      setPhase('idle')
      setAsked(false)
    }
    window.addEventListener('pageshow', back)
    return () => window.removeEventListener('pageshow', back)
  }, [])

  return {
    phase,
    failure,
    signIn: () => {
      setFailure(null)
      setPhase('working')
      setAsked(true)
      setWanted('now')
    },
    prepare: () => setWanted((before) => (before === 'no' ? 'soon' : before)),
    driver: Driver && (
      <Driver
        settings={settings}
        returnTo={returnTo}
        asked={asked}
        onToken={begin}
        onReady={ready}
        onError={fail}
      />
    ),
  }
}

function failureOfSignIn(error: unknown): Failure {
  if (isFailure(error)) return error
  const code = errorCodeOf(error)
  const cancelled = code === 'user_cancelled' || code === 'access_denied'
  return {
    code: 'signed-out',
    status: 401,
    title: cancelled ? 'You did not sign in' : 'Sign-in did not work',
    detail: cancelled
      ? 'The sign-in was left before it was finished.'
      : `The login service could not be used${code === '' ? '' : ` (${code})`}.`,
    nextStep: 'Try again. If it happens again, tell whoever runs this console.',
  }
}

function errorCodeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('errorCode' in error)) return ''
  return typeof error.errorCode === 'string' ? error.errorCode : ''
}
