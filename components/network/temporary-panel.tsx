'use client'

import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { asWriteFailure } from '#components/certificates/write-words.ts'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { RowItem, RowList } from '#components/ui/row-list.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { modeOf } from '#lib/domain/network/network-config.ts'
import { deleteTemporaryRule, refreshNetwork } from '#lib/features/network/client.ts'
import type { TemporaryRule, VaultNetwork } from '#lib/features/network/schema.ts'

// Fetched when somebody is about to be let in.
const TemporaryForm = dynamic(
  () => import('./temporary-form.tsx').then((module) => module.TemporaryForm),
  { ssr: false, loading: () => <LoadingState label="Loading the form" lines={2} /> },
)

const loadCode = () => import('#lib/domain/network/network-code.ts')

/** Addresses that are let in for some hours, and who let them in. */
export function TemporaryPanel({ network }: { network: VaultNetwork }) {
  const queryClient = useQueryClient()
  const [busy, setBusy] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const { place, config, temporary } = network
  const close = async ({ id, rule }: TemporaryRule) => {
    if (busy !== null) return
    setBusy(id)
    setFailure(null)
    const result = await deleteTemporaryRule({ vault: place.vault, id })
    // Also when it failed: it may have ended by itself.
    await refreshNetwork(queryClient, place.vault)
    if (result.ok) showToast({ tone: 'ok', title: `${rule} is shut out again` })
    else setFailure(result.failure)
    setBusy(null)
  }
  return (
    <Panel
      title="Let in for a while"
      note={temporary.length}
      padding="none"
      actions={
        <>
          {temporary.length > 0 && (
            <ShowAsCode
              writes={async () => {
                const { networkCode } = await loadCode()
                return temporary.map(({ rule }) => {
                  const ipRules = config.ipRules.filter((one) => one !== rule)
                  return networkCode(place, config, { ...config, ipRules })
                })
              }}
            />
          )}
          {modeOf(config) === 'selected' && !adding && (
            <Button size="sm" onClick={() => setAdding(true)}>
              Let somebody in
            </Button>
          )}
        </>
      }
    >
      <div className="divide-y divide-line">
        {temporary.length === 0 && !adding && modeOf(config) === 'selected' && (
          <p className="px-4 py-3 text-ink-2">
            Nobody. A rule made here ends by itself, and Strongroom removes it.
          </p>
        )}
        {temporary.length > 0 && (
          <RowList label="Temporary rules">
            {temporary.map((one) => (
              <RowItem
                key={one.id}
                lead={<LeftBadge {...one} />}
                title={<code className="font-mono text-xs">{one.rule}</code>}
                detail={one.failure === null ? `${one.reason} (${one.madeBy})` : triedWords(one)}
                actions={
                  <Button
                    size="sm"
                    aria-label={`Close ${one.rule} now`}
                    loading={busy === one.id}
                    onClick={() => void close(one)}
                  >
                    Close now
                  </Button>
                }
              />
            ))}
          </RowList>
        )}
        {failure !== null && (
          <div className="px-4 py-3">
            <FailurePanel failure={asWriteFailure(failure)} className="flex-wrap!" />
          </div>
        )}
        {modeOf(config) === 'selected' ? (
          adding && <TemporaryForm network={network} onDone={() => setAdding(false)} />
        ) : (
          <p className="px-4 py-3 text-ink-2">
            An address rule has an effect while the vault is reachable from selected networks.
          </p>
        )}
      </div>
    </Panel>
  )
}

function LeftBadge({ until, failure }: TemporaryRule) {
  if (failure !== null) return <Badge tone="bad">Not closed</Badge>
  return (
    <Badge tone="info">
      Ends <RelativeTime time={until} />
    </Badge>
  )
}

function triedWords({ failure, reason }: TemporaryRule): string {
  return `${failure}. Strongroom tries again by itself. ${reason}`
}
