'use client'

import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { asWriteFailure } from '#components/certificates/write-words.ts'
import { useRead } from '#components/shell/use-read.ts'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { useLeaveWarning } from '#components/ui/use-leave-warning.ts'
import { useLoaded } from '#components/ui/use-loaded.ts'
import type { Failure } from '#lib/domain/failure.ts'
import type { Guarded } from '#lib/domain/network/lockout.ts'
import { networkChanges, sameNetwork } from '#lib/domain/network/network-changes.ts'
import type { NetworkConfig } from '#lib/domain/network/network-config.ts'
import { reapplyNetwork } from '#lib/domain/network/reapply-network.ts'
import { addressesQuery, refreshNetwork, updateNetwork } from '#lib/features/network/client.ts'
import type { GuardedAddresses, VaultNetwork } from '#lib/features/network/schema.ts'
import { NetworkFields } from './network-fields.tsx'
import { WhatIfPanel } from './what-if-panel.tsx'

// What is needed only once something was changed is fetched then.
const ChangedMeanwhile = dynamic(
  () =>
    import('#components/certificates/changed-meanwhile.tsx').then(
      (module) => module.ChangedMeanwhile,
    ),
  { ssr: false },
)
const FailurePanel = dynamic(
  () => import('#components/shell/failure-panel.tsx').then((module) => module.FailurePanel),
  { ssr: false },
)
const ShowAsCode = dynamic(
  () => import('#components/code/show-as-code.tsx').then((module) => module.ShowAsCode),
  { ssr: false },
)
const loadGuard = () => import('#lib/domain/network/lockout.ts')
const loadCode = () => import('#lib/domain/network/network-code.ts')

interface Editing {
  readonly seen: NetworkConfig
  readonly mine: NetworkConfig
}

/** Who comes from a check finds its fix chosen, and has to add the networks and save it. */
function prefilled(held: NetworkConfig, wanted: string | null): Editing | null {
  return wanted === 'selected' ? { seen: held, mine: { ...held, defaultAction: 'Deny' } } : null
}

/** Changes from where a vault may be reached, and tells what a change would do before it is sent. */
export function NetworkForm({ network }: { network: VaultNetwork }) {
  const queryClient = useQueryClient()
  const { place, config: held } = network
  const { data: addresses } = useRead(addressesQuery(place.vault))
  const wanted = useSearchParams().get('set')
  const [editing, setEditing] = useState(() => prefilled(held, wanted))
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const { seen, mine } = editing ?? { seen: held, mine: held }
  const changes = networkChanges(seen, mine)
  const dirty = changes.length > 0
  const overtaken = dirty && !sameNetwork(seen, held)
  const guard = useLoaded(dirty, loadGuard)
  const shutOut = dirty && guard ? guard.lockouts(seen, mine, guardedOf(addresses)) : []
  useLeaveWarning(dirty)

  const edit = (part: Partial<NetworkConfig>) =>
    setEditing({ seen: dirty ? seen : held, mine: { ...mine, ...part } })
  const discard = () => {
    setEditing(null)
    setFailure(null)
  }
  const save = async () => {
    if (busy || !dirty || overtaken) return
    setBusy(true)
    setFailure(null)
    const result = await updateNetwork({ vault: place.vault, before: seen, after: mine })
    if (result.ok) {
      await refreshNetwork(queryClient, place.vault)
      showToast({ tone: 'ok', title: `The network of ${place.vault} is changed` })
      discard()
    } else {
      setFailure(result.failure)
      if (result.failure.code === 'changed-meanwhile') {
        await refreshNetwork(queryClient, place.vault)
      }
    }
    setBusy(false)
  }

  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <Panel title="From where it may be reached" padding="none">
        <form
          noValidate
          aria-label={`Network of ${place.vault}`}
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          <NetworkFields
            vault={place.vault}
            config={mine}
            person={addresses?.person ?? null}
            onChange={edit}
          />
          <div className="grid gap-3 border-t border-line px-4 py-3">
            {overtaken ? (
              <ChangedMeanwhile
                what={place.vault}
                changedOn={network.modifiedOn}
                changedBy={network.modifiedBy}
                changes={networkChanges(seen, held)}
                onTake={discard}
                onReapply={() => {
                  setEditing({ seen: held, mine: reapplyNetwork(seen, mine, held) })
                  setFailure(null)
                }}
              />
            ) : (
              failure !== null && (
                <FailurePanel failure={asWriteFailure(failure)} className="flex-wrap!" />
              )
            )}
            {dirty && !overtaken && (
              <ul aria-label="Changes" className="list-disc pl-4 text-ink-2">
                {changes.map((change) => (
                  <li key={change} className="break-words">
                    {change}
                  </li>
                ))}
              </ul>
            )}
            {shutOut.map(({ who, address, newly, words }) => (
              <Banner
                key={who}
                tone="warn"
                title={
                  who === 'person'
                    ? `This ${newly ? 'shuts out' : 'leaves out'} your own address, ${address}`
                    : `This ${newly ? 'shuts out' : 'leaves out'} this console, ${address}`
                }
              >
                {words} Certificates could not be read from there. You can undo it here: the
                management plane has no firewall.
              </Banner>
            ))}
            <div className="flex flex-wrap items-center gap-2">
              <Button
                type="submit"
                variant="primary"
                data-submit
                loading={busy}
                inactive={!dirty || overtaken}
              >
                Save network
              </Button>
              <Button onClick={discard} inactive={!dirty} disabled={busy}>
                Discard
              </Button>
              {dirty && (
                <ShowAsCode
                  writes={async () => [(await loadCode()).networkCode(place, seen, mine)]}
                />
              )}
            </div>
            <p className="text-xs text-ink-3">
              Goes to the management plane as you. Needs{' '}
              <code className="font-mono text-[0.6875rem]">Microsoft.KeyVault/vaults/write</code>,
              which is in Key Vault Contributor. The firewall guards certificates, keys and secrets;
              settings of the vault itself stay reachable from everywhere.
            </p>
          </div>
        </form>
      </Panel>
      <WhatIfPanel before={held} after={mine} changed={dirty} connections={network.connections} />
    </div>
  )
}

function guardedOf(addresses: GuardedAddresses | undefined): Guarded[] {
  const { person = null, console = null } = addresses ?? {}
  return [
    ...(person === null || person === console ? [] : [{ who: 'person' as const, address: person }]),
    ...(console === null ? [] : [{ who: 'console' as const, address: console }]),
  ]
}
