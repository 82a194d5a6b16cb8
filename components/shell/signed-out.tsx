import type { ReactNode } from 'react'
import { CenterPage } from './center-page.tsx'

interface SignedOutProps {
  reason: 'none' | 'signed-out' | 'expired'
  /** The one button: sign in. */
  action: ReactNode
  /** What went wrong with the last try: an ErrorPanel. */
  error?: ReactNode
  /** The console is on its own cloud, not on Azure. */
  embedded: boolean
  /** Under the card. */
  footer?: ReactNode
}

const words = {
  none: [
    'Sign in to Strongroom',
    'Certificates of Azure Key Vault: who holds them, when they end, and what has been done with them.',
  ],
  'signed-out': ['You are signed out', 'Nothing of your session is left on this computer.'],
  expired: ['Your session has ended', 'Sign in again and you come back to where you were.'],
} as const

/** No session: why, and the way in. */
export function SignedOut({ reason, action, error, embedded, footer }: SignedOutProps) {
  const [title, text] = words[reason]
  return (
    <CenterPage title={title} actions={action} embedded={embedded} footer={footer}>
      <p>{text}</p>
      {error}
    </CenterPage>
  )
}
