'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { asWriteFailure } from '#components/certificates/write-words.ts'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RowItem, RowList } from '#components/ui/row-list.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import type { Tone } from '#components/ui/tone.ts'
import type { Failure } from '#lib/domain/failure.ts'
import type { VaultPlace } from '#lib/domain/vaults/place.ts'
import { refreshNetwork, updateConnection } from '#lib/features/network/client.ts'
import type { EndpointConnection } from '#lib/features/network/schema.ts'

interface EndpointsPanelProps {
  place: VaultPlace
  connections: readonly EndpointConnection[]
}

const tones: Record<string, Tone> = { Approved: 'ok', Pending: 'warn', Rejected: 'bad' }

/** Private endpoints that lead to the vault, or ask to. */
export function EndpointsPanel({ place, connections }: EndpointsPanelProps) {
  const { vault } = place
  const queryClient = useQueryClient()
  const [busy, setBusy] = useState<string | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const answer = async (connection: EndpointConnection, status: 'Approved' | 'Rejected') => {
    if (busy !== null) return
    setBusy(`${status} ${connection.name}`)
    setFailure(null)
    const { name, description } = connection
    const result = await updateConnection({ vault, name, status, description })
    if (result.ok) {
      await refreshNetwork(queryClient, vault)
      showToast({ tone: 'ok', title: `${nameOf(connection)} is ${status.toLowerCase()}` })
    } else setFailure(result.failure)
    setBusy(null)
  }
  return (
    <Panel title="Private endpoints" note={connections.length} padding="none">
      {failure !== null && (
        <FailurePanel failure={asWriteFailure(failure)} className="flex-wrap!" />
      )}
      {connections.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">No private endpoint leads to this vault.</p>
      ) : (
        <RowList label="Private endpoints">
          {connections.map((one) => (
            <RowItem
              key={one.name}
              lead={<Badge tone={tones[one.status] ?? 'neutral'}>{one.status}</Badge>}
              title={nameOf(one)}
              detail={one.description}
              actions={answersTo(one).map((status) => (
                <Button
                  key={status}
                  size="sm"
                  loading={busy === `${status} ${one.name}`}
                  onClick={() => void answer(one, status)}
                >
                  {status === 'Approved' ? 'Approve' : 'Reject'}
                </Button>
              ))}
            />
          ))}
        </RowList>
      )}
      <div className="flex flex-wrap items-center justify-between gap-x-4 border-t border-line px-4 py-2">
        <p className="min-w-0 max-w-160 text-xs text-ink-3">
          An approved one passes every gate; a rejected one has to be made anew by whoever asked.
          Goes to the management plane as you. Needs{' '}
          <code className="font-mono text-[0.6875rem] break-words">
            Microsoft.KeyVault/vaults/privateEndpointConnections/write
          </code>
          , which is in Key Vault Contributor.
        </p>
        {connections.some((one) => answersTo(one).length > 0) && (
          <ShowAsCode
            writes={async () => {
              const { connectionCode } = await loadCode()
              return connections.flatMap((one) =>
                answersTo(one).map((status) => connectionCode(place, { ...one, status })),
              )
            }}
          />
        )}
      </div>
    </Panel>
  )
}

const loadCode = () => import('#lib/domain/network/connection-code.ts')

/** What can be answered to one as it stands. */
function answersTo({ status }: EndpointConnection): readonly ('Approved' | 'Rejected')[] {
  if (status === 'Disconnected') return []
  return (['Approved', 'Rejected'] as const).filter((one) => one !== status)
}

const nameOf = ({ endpointId, name }: EndpointConnection) => endpointId.split('/').at(-1) || name
