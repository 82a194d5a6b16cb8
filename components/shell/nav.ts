import { paths } from '#lib/base/paths.ts'
import type { View } from './views.ts'

/** Names an icon in nav-icon.tsx: data that the server sends must be plain. */
export type NavIconName =
  | 'overview'
  | 'vaults'
  | 'certificates'
  | 'pending'
  | 'access'
  | 'deleted'
  | 'mails'
  | 'home'

export interface NavItem {
  id: string
  label: string
  href: string
  icon: NavIconName
  /** Current only on exactly this path. */
  exact?: boolean
  /** Only on the embedded cloud: a real tenant has no such thing. */
  embedded?: boolean
}

export interface NavGroup {
  /** Absent on the first group. */
  label?: string
  items: readonly NavItem[]
}

/** What the sidebar of each view shows. A place is added here when it exists, not before. */
const places: Record<View, readonly NavGroup[]> = {
  ops: [
    {
      items: [
        { id: 'overview', label: 'Overview', href: paths.ops, icon: 'overview', exact: true },
        { id: 'vaults', label: 'Vaults', href: paths.vaults, icon: 'vaults' },
        {
          id: 'certificates',
          label: 'Certificates',
          href: paths.certificates,
          icon: 'certificates',
        },
        { id: 'pending', label: 'Pending', href: paths.pending, icon: 'pending' },
        { id: 'access', label: 'Access', href: paths.access(), icon: 'access' },
      ],
    },
    {
      label: 'History',
      items: [
        { id: 'deleted', label: 'Deleted', href: paths.deleted, icon: 'deleted' },
        { id: 'mails', label: 'Mails', href: paths.mails(), icon: 'mails', embedded: true },
      ],
    },
  ],
  dev: [{ items: [{ id: 'home', label: 'Home', href: paths.dev, icon: 'home', exact: true }] }],
  audit: [{ items: [{ id: 'home', label: 'Home', href: paths.audit, icon: 'home', exact: true }] }],
}

/** The places of a view, in groups, as they are on this cloud. */
export function navigation(view: View, embedded: boolean): readonly NavGroup[] {
  return places[view].map((group) => ({
    ...group,
    items: group.items.filter((item) => embedded || item.embedded !== true),
  }))
}
