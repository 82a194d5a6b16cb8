'use client'

import { useState } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { useLoaded } from '#components/ui/use-loaded.ts'
import type { NetworkCaller } from '#lib/domain/network/decide-network.ts'
import { type NetworkConfig, subnetWords } from '#lib/domain/network/network-config.ts'
import type { EndpointConnection } from '#lib/features/network/schema.ts'

interface WhatIfPanelProps {
  before: NetworkConfig
  after: NetworkConfig
  /** True when the form holds a change that is not saved. */
  changed: boolean
  connections: readonly EndpointConnection[]
}

const loadGates = () => import('#lib/domain/network/decide-network.ts')

const anywhere = { value: 'address', label: 'An address on the internet' }
const service = { value: 'service', label: 'A trusted Microsoft service' }

/** Whether a caller would get in, and which gate decides: as the vault is, and as the form would have it. */
export function WhatIfPanel({ before, after, changed, connections }: WhatIfPanelProps) {
  const [kind, setKind] = useState(anywhere.value)
  const [address, setAddress] = useState('')
  const ids = [...new Set([...before.subnets, ...after.subnets].map(({ id }) => id))]
  const options = [
    anywhere,
    service,
    ...ids.map((id) => ({ value: `subnet ${id}`, label: `From subnet ${subnetWords(id)}` })),
    ...connections.map(({ endpointId }) => ({
      value: `endpoint ${endpointId}`,
      label: `Through ${endpointId.split('/').at(-1)}`,
    })),
  ]
  const approved = connections
    .filter(({ status }) => status === 'Approved')
    .map(({ endpointId }) => endpointId)
  const ipv4 = /^\d{1,3}(\.\d{1,3}){3}$/.test(address.trim())
  const ready = kind !== anywhere.value || ipv4 || address.includes(':')
  const caller = callerOf(kind, address.trim())
  const gates = useLoaded(kind !== anywhere.value || address !== '', loadGates)
  return (
    <Panel title="Would they get in?">
      <div className="grid gap-3">
        <SelectField
          label="Caller"
          value={kind}
          options={options}
          onChange={(event) => setKind(event.target.value)}
        />
        {kind === anywhere.value && (
          <TextField
            label="Their address"
            mono
            placeholder="203.0.113.7"
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
        )}
        <dl aria-live="polite" className="grid gap-3">
          {ready && gates && (
            <Answer label="Now" {...gates.decideNetwork(before, caller, approved)} />
          )}
          {ready && gates && changed && (
            <Answer label="After the change" {...gates.decideNetwork(after, caller, approved)} />
          )}
        </dl>
        <p className="text-xs text-ink-3">
          The network only opens the way: each caller still needs permission.
        </p>
      </div>
    </Panel>
  )
}

function callerOf(kind: string, address: string): NetworkCaller {
  const [word, id = ''] = kind.split(' ')
  const from = { address: '0.0.0.0' }
  if (word === 'service') return { ...from, trustedService: 'any' }
  if (word === 'subnet') return { ...from, subnetId: id }
  if (word === 'endpoint') return { ...from, privateEndpointId: id }
  return { address }
}

function Answer({ label, allowed, words }: { label: string; allowed: boolean; words: string }) {
  return (
    <div>
      <dt className="mb-1 text-xs text-ink-3">{label}</dt>
      <dd className="grid justify-items-start gap-1">
        <Badge tone={allowed ? 'ok' : 'bad'}>{allowed ? 'Allowed' : 'Refused'}</Badge>
        {words}
      </dd>
    </div>
  )
}
