'use client'

import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { CommandButton } from '#components/shell/command-button.tsx'
import { type Command, matchCommands } from '#components/shell/commands.ts'
import type { View } from '#components/shell/views.ts'
import { attentionQuery } from '#lib/features/attention/client.ts'
import { vaultsQuery } from '#lib/features/vaults/client.ts'
import { certificateCommands, vaultCommands } from './object-commands.ts'

/** Names change rarely while somebody looks for one, in ms. */
const staleTime = 5 * 60_000
const shown = 30

/** What matches among all that this page has read, whatever of it is late or failing. */
function findRead(client: QueryClient, text: string): readonly Command[] {
  const lists = client.getQueriesData({ queryKey: ['certificates'] })
  const commands = [
    ...vaultCommands(client.getQueryData(vaultsQuery().queryKey)?.items ?? []),
    ...certificateCommands(
      client.getQueryData(attentionQuery().queryKey)?.expiries ?? [],
      lists.map(([, data]) => data),
    ),
  ]
  return matchCommands(commands, text).slice(0, shown)
}

interface ConsoleCommandProps {
  view: View
  views: readonly View[]
  embedded: boolean
}

/** The command menu of security operations: places, vaults, and certificates by name. */
export function ConsoleCommand({ view, views, embedded }: ConsoleCommandProps) {
  const client = useQueryClient()
  const search = useCallback(
    async (text: string): Promise<readonly Command[]> => {
      const [vaults, attention] = await Promise.allSettled([
        client.fetchQuery({ ...vaultsQuery(), staleTime }),
        client.fetchQuery({ ...attentionQuery(), staleTime }),
      ])
      // One of the two is enough to be of use; only when both fail has the search not answered.
      if (vaults.status === 'rejected' && attention.status === 'rejected') throw vaults.reason
      return findRead(client, text)
    },
    [client],
  )
  const known = useCallback((text: string) => findRead(client, text), [client])
  return (
    <CommandButton
      view={view}
      views={views}
      embedded={embedded}
      search={search}
      known={known}
      prompt="Find a vault or certificate…"
    />
  )
}
