'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { RightNote } from '#components/certificates/right-note.tsx'
import { asWriteFailure } from '#components/certificates/write-words.ts'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { serviceEndpointCode } from '#lib/domain/network/connection-code.ts'
import { subnetWords } from '#lib/domain/network/network-config.ts'
import { subnetsQuery, updateSubnet } from '#lib/features/network/client.ts'

interface EnableEndpointProps {
  vault: string
  /** ARM id of a subnet without the service endpoint of Key Vault. */
  subnet: string
  onEnabled: () => void
  onClose: () => void
}

/** A subnet without its service endpoint cannot be let in: says so, and offers to give it one. */
export function EnableEndpoint({ vault, subnet, onEnabled, onClose }: EnableEndpointProps) {
  const queryClient = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [waiting, setWaiting] = useState(false)
  const name = subnetWords(subnet)
  const enable = async () => {
    if (busy) return
    setBusy(true)
    setFailure(null)
    const result = await updateSubnet({ vault, id: subnet })
    await queryClient.invalidateQueries({ queryKey: subnetsQuery().queryKey })
    setBusy(false)
    if (!result.ok) setFailure(result.failure)
    else if (!result.data.done) setWaiting(true)
    else {
      showToast({ tone: 'ok', title: `${name} has the Key Vault service endpoint` })
      onEnabled()
    }
  }
  return (
    <Banner tone="warn" title={`${name} has no Key Vault service endpoint`}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <p>
          {waiting
            ? 'Azure is still enabling it. Look again in a minute.'
            : 'Azure refuses a rule for it until it has one. Enabling it changes the route of its calls to every vault, and ends open connections once.'}
        </p>
        <details>
          <summary className="min-h-6 w-fit cursor-pointer rounded-sm text-xs text-ink-2 hover:text-ink">
            Show as code
          </summary>
          <CodeBlock code={serviceEndpointCode(subnet)} label="Azure CLI" wrap />
        </details>
        {failure !== null && (
          <FailurePanel failure={asWriteFailure(failure)} className="flex-wrap!" />
        )}
        <div className="flex flex-wrap gap-2">
          <Button size="sm" loading={busy} onClick={() => void enable()}>
            {waiting ? 'Look again' : 'Enable it and add the rule'}
          </Button>
          <Button size="sm" disabled={busy} onClick={onClose}>
            Leave it
          </Button>
        </div>
        <RightNote
          plane="management"
          right="Microsoft.Network/virtualNetworks/subnets/write"
          builtInRole="Network Contributor"
        />
      </div>
    </Banner>
  )
}
