import { type Failure, isFailure } from '#lib/domain/failure.ts'
import type { SessionReply } from './sign-in-settings.ts'

/** How the browser talks to /api/session. */

/** Another site's form cannot set a header (CSRF). */
export const ownHeader = { 'x-strongroom-request': '1' } as const

/** Begins a session with a token, or renews the one there is. Rejects with a Failure. */
export async function postSession(body: { token: string; renew?: true }): Promise<SessionReply> {
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

/** The session; null when it has ended. Rejects when the console does not answer. */
export async function readSession(): Promise<SessionReply | null> {
  const response = await fetch('/api/session', { cache: 'no-store' })
  if (response.status === 401) return null
  if (!response.ok) throw unreachable
  const session: SessionReply = await response.json()
  return session
}
