'use client'

import { type ComponentType, type ReactNode, useCallback, useEffect, useState } from 'react'
import { paths, safeReturnPath } from '#lib/base/paths.ts'
import { type Failure, isFailure } from '#lib/domain/failure.ts'
import type { MsalDriverProps } from './msal-driver.tsx'
import type { SessionReply, SignInSettings } from './sign-in-settings.ts'

const ownHeader = { 'x-strongroom-request': '1' } as const

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

async function postSession(body: { token: string; renew?: true }): Promise<SessionReply> {
  const response = await fetch('/api/session', {
    method: 'POST',
    headers: { ...ownHeader, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) {
    const answer: unknown = await response.json().catch(() => null)
    throw isFailure(answer) ? answer : unreachable
  }
  const session: SessionReply = await response.json()
  return session
}

const unreachable: Failure = {
  code: 'unreachable',
  status: 503,
  title: 'The console does not answer',
  detail: 'Your sign-in could not be handed over.',
  nextStep: 'Try again in a moment.',
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

/** Ends the session here, MSAL's tokens in this tab, and the sign-in at the login service. */
export async function signOut(): Promise<void> {
  const session = await readSession().catch(() => null)
  await fetch('/api/session', { method: 'DELETE', headers: ownHeader }).catch(() => undefined)
  const stay = () => window.location.assign(paths.signIn({ reason: 'signed-out' }))
  if (session === null) return stay()
  try {
    const { leave } = await import('./msal.ts')
    await leave(session.signIn)
  } catch {
    // The session has ended, which matters most; the login service could not be told.
    stay()
  }
}

/** The session; null when it has ended. Rejects when the console does not answer. */
async function readSession(): Promise<SessionReply | null> {
  const response = await fetch('/api/session', { cache: 'no-store' })
  if (response.status === 401) return null
  if (!response.ok) throw unreachable
  const session: SessionReply = await response.json()
  return session
}

const minuteMs = 60_000
/** Renewed when less than this is left of the token. */
const renewBeforeMs = 10 * minuteMs
const lookEveryMs = minuteMs

/**
 * Keeps the session's token fresh while a page is open; draws nothing. MSAL is loaded at the first renewal,
 * about fifty minutes in. Where it cannot renew, the session ends with its token and the next read leads
 * to sign-in and back.
 */
export function SessionRenewal(): null {
  useEffect(() => {
    let known: SessionReply | null = null
    let busy = false
    let ended = false
    async function look() {
      if (busy || ended) return
      if (known !== null && isFresh(known)) return
      busy = true
      try {
        // Another tab may have renewed in the meantime.
        known = await readSession()
        ended = known === null
        if (known !== null && !isFresh(known)) known = await renewed(known)
      } finally {
        busy = false
      }
    }
    const lookNow = () => void look().catch(() => undefined)
    lookNow()
    const timer = setInterval(lookNow, lookEveryMs)
    document.addEventListener('visibilitychange', lookNow)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', lookNow)
    }
  }, [])
  return null
}

function isFresh(session: SessionReply): boolean {
  return Date.parse(session.tokenExpiresAt) - Date.now() > renewBeforeMs
}

async function renewed(session: SessionReply): Promise<SessionReply> {
  const { freshToken } = await import('./msal.ts')
  const token = await freshToken(session.signIn)
  if (token === null) return session
  const info = await postSession({ token, renew: true })
  return { ...info, signIn: session.signIn }
}
