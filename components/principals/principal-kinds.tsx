import AppWindow from 'lucide-react/icons/app-window'
import IdCard from 'lucide-react/icons/id-card'
import User from 'lucide-react/icons/user'
import Users from 'lucide-react/icons/users'
import type { ReactNode } from 'react'
import type { PrincipalKind } from '#lib/features/principals/schema.ts'

/** The word and the sign of each kind of principal. */
export const principalKinds: Readonly<
  Record<PrincipalKind, { readonly word: string; readonly icon: ReactNode }>
> = {
  user: { word: 'User', icon: <User aria-hidden /> },
  group: { word: 'Group', icon: <Users aria-hidden /> },
  application: { word: 'Application', icon: <AppWindow aria-hidden /> },
  'managed-identity': { word: 'Managed identity', icon: <IdCard aria-hidden /> },
}
