import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { safeReturnPath } from '#lib/base/paths.ts'
import { theConsole } from '#lib/runtime/services.ts'
import { currentSession } from '#lib/session/server.ts'
import { signedOutState } from '#lib/session/sign-in-settings.ts'
import { SignInPanel } from './sign-in-panel.tsx'

export const metadata: Metadata = { title: 'Sign in' }

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const asked = await searchParams
  const returnTo = safeReturnPath(typeof asked.return === 'string' ? asked.return : null)
  // The login service comes back with the state that MSAL made of ours: `<its own>|signed-out`.
  const state = typeof asked.state === 'string' ? asked.state : ''
  const leaving = asked.reason === 'signed-out' || state.endsWith(`|${signedOutState}`)
  if (!leaving && (await currentSession()) !== null) redirect(returnTo)
  const { env, cloud } = await theConsole()
  const reason = leaving ? 'signed-out' : asked.reason === 'expired' ? 'expired' : 'none'
  const { clientId, tenantId, embedded } = env
  const settings = { clientId, tenantId, embedded, loginHost: cloud.loginHost }
  // Following a link on another site, the browser kept the Strict cookie back: the page has to look itself.
  const site = (await headers()).get('sec-fetch-site')
  const fromOutside = site !== 'none' && site !== 'same-origin'
  return (
    <SignInPanel
      settings={settings}
      returnTo={returnTo}
      reason={reason}
      lookForSession={fromOutside && !leaving}
    />
  )
}
