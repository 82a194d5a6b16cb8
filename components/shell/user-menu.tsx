'use client'

import EllipsisVertical from 'lucide-react/icons/ellipsis-vertical'
import LogOut from 'lucide-react/icons/log-out'
import { useSyncExternalStore } from 'react'
import { Menu } from '#components/ui/menu.tsx'
import { type Theme, themes } from './theme.ts'
import { chooseTheme, currentTheme, subscribeTheme } from './theme-store.ts'

const themeWords: Record<Theme, string> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
}

interface UserMenuProps {
  /** The address they signed in with. */
  address: string
  /** The tenant's name. */
  organisation: string
  signOut: () => void | Promise<void>
}

/** Who is signed in; theme and sign-out behind it. */
export function UserMenu({ address, organisation, signOut }: UserMenuProps) {
  const theme = useSyncExternalStore(subscribeTheme, currentTheme, (): Theme => 'system')
  return (
    <Menu
      label="Account"
      wide
      items={[
        { kind: 'heading', label: 'Theme' },
        ...themes.map((each) => ({
          kind: 'radio' as const,
          label: themeWords[each],
          checked: each === theme,
          onSelect: () => chooseTheme(each),
        })),
        { kind: 'separator', id: 'before sign out' },
        {
          kind: 'action',
          label: 'Sign out',
          icon: <LogOut aria-hidden />,
          onSelect: () => void signOut(),
        },
      ]}
      trigger={(trigger) => (
        <button
          {...trigger}
          type="button"
          className="flex w-full items-center gap-2 rounded-md p-1 text-left hover:bg-hover"
        >
          <span
            aria-hidden
            className="flex size-7 shrink-0 items-center justify-center rounded-full bg-brass-tint text-xs font-semibold text-brass uppercase"
          >
            {address.slice(0, 2)}
          </span>
          <span className="min-w-0 flex-1">
            <span className="visually-hidden">Account: </span>
            <span className="block truncate font-medium">{address}</span>
            <span className="block truncate text-xs text-ink-3">{organisation}</span>
          </span>
          <EllipsisVertical aria-hidden className="size-4 text-ink-3" />
        </button>
      )}
    />
  )
}
