import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { safeReturnPath } from '#lib/base/paths.ts'
import { theConsole } from '#lib/runtime/services.ts'
import { currentSession } from '#lib/session/server.ts'
import { SignInPanel } from './sign-in-panel.tsx'

export const metadata: Metadata = { title: 'Sign in' }

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const asked = await searchParams
  const returnTo = safeReturnPath(typeof asked.return === 'string' ? asked.return : null)
  const leaving = asked.reason === 'signed-out' || asked.state === 'signed-out'
  if (!leaving && (await currentSession()) !== null) redirect(returnTo)
  const { env, cloud } = await theConsole()
  const reason = leaving ? 'signed-out' : asked.reason === 'expired' ? 'expired' : 'none'
  const { clientId, tenantId, embedded } = env
  const settings = { clientId, tenantId, embedded, loginHost: cloud.loginHost }
  return <SignInPanel settings={settings} returnTo={returnTo} reason={reason} />
}
