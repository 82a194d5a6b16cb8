'use client'

import { useEffect } from 'react'
import { paths } from '#lib/base/paths.ts'
import { ownHeader, postSession, readSession } from './session-api.ts'
import type { SessionReply } from './sign-in-settings.ts'

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
