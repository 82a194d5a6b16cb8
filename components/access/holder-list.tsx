import type { ReactNode } from 'react'
import type { AccessPrincipal, VaultAccessReport } from '#lib/features/access/schema.ts'
import { Principal } from './principal.tsx'

interface HolderListProps<Way> {
  /** Of the list, for those who hear it. */
  label: string
  holders: readonly { readonly principal: AccessPrincipal; readonly ways: readonly Way[] }[]
  groups: VaultAccessReport['groups']
  /** One way in: the evidence and what it gives. */
  children: (way: Way) => ReactNode
}

/** Principals, one row each, with every way by which they have something. */
export function HolderList<Way>({ label, holders, groups, children }: HolderListProps<Way>) {
  if (holders.length === 0) return <p className="p-4 text-ink-2">Nobody, as far as you may see.</p>
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {holders.map(({ principal, ways }) => (
        <li
          key={principal.id}
          className="grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[20rem_minmax(0,1fr)]"
        >
          <Principal principal={principal} group={groups.find(({ id }) => id === principal.id)} />
          <ul className="grid min-w-0 content-start gap-3">
            {ways.map((way, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a report does not change; two ways can be alike.
              <li key={place} className="grid gap-1">
                {children(way)}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}
