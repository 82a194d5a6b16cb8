import AppWindow from 'lucide-react/icons/app-window'
import User from 'lucide-react/icons/user'
import Users from 'lucide-react/icons/users'
import type { ReactNode } from 'react'
import { Tag } from '#components/ui/badge.tsx'
import { MonoId } from '#components/ui/mono-id.tsx'
import type { AccessPrincipal } from '#lib/features/access/schema.ts'

const kinds: Readonly<Record<string, { readonly word: string; readonly icon: ReactNode }>> = {
  User: { word: 'User', icon: <User aria-hidden /> },
  Group: { word: 'Group', icon: <Users aria-hidden /> },
  ServicePrincipal: { word: 'Application', icon: <AppWindow aria-hidden /> },
}

/** Somebody whom an entry or an assignment names: object id, kind where it is known, and whether it is you. */
export function Principal({ principal }: { principal: AccessPrincipal }) {
  const kind = kinds[principal.type ?? '']
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
      <MonoId value={principal.id} label="object id" head={8} />
      {kind !== undefined && <Tag icon={kind.icon}>{kind.word}</Tag>}
      {principal.isYou && <Tag>You</Tag>}
    </span>
  )
}
