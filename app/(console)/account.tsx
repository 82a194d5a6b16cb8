'use client'

import { UserMenu } from '#components/shell/user-menu.tsx'
import { signOut } from '#lib/session/renewal.tsx'

/** Who is signed in, with theme and sign-out behind it. */
export function Account({ address, name }: { address: string; name: string }) {
  return <UserMenu address={address} organisation={name} signOut={signOut} />
}
