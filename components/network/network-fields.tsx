'use client'

import Trash from 'lucide-react/icons/trash'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useRead } from '#components/shell/use-read.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { RadioCards } from '#components/ui/radio-cards.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import {
  modeOf,
  type NetworkConfig,
  type NetworkMode,
  subnetWords,
  withMode,
} from '#lib/domain/network/network-config.ts'
import { subnetsQuery } from '#lib/features/network/client.ts'
import { AddressRules } from './address-rules.tsx'
import { TrustedException } from './trusted-exception.tsx'

// Needed only where somebody chooses a subnet that lacks one.
const EnableEndpoint = dynamic(
  () => import('./enable-endpoint.tsx').then((module) => module.EnableEndpoint),
  { ssr: false },
)

interface NetworkFieldsProps {
  vault: string
  config: NetworkConfig
  /** The person's own address; null when it is not known. */
  person: string | null
  onChange: (part: Partial<NetworkConfig>) => void
}

const modes = [
  { value: 'all', label: 'All networks', description: 'Anybody on the internet may knock.' },
  {
    value: 'selected',
    label: 'Selected networks',
    description: 'Addresses and subnets that a rule names.',
  },
  {
    value: 'none',
    label: 'No public network',
    description: 'Approved private endpoints only. Rules are kept, without effect.',
  },
] as const
const guarded = {
  value: 'perimeter',
  label: 'Secured by perimeter',
  description: 'A network security perimeter decides. Trusted services have no exception.',
}

/** Both gates, the rules and the exception. */
export function NetworkFields({ vault, config, person, onChange }: NetworkFieldsProps) {
  const mode = modeOf(config)
  return (
    <div className="grid gap-5 p-4">
      <RadioCards
        label="Public access"
        name="mode"
        columns={3}
        options={mode === 'perimeter' ? [...modes, guarded] : modes}
        value={mode}
        onChange={(event) => {
          const wanted = [...modes, guarded].find(({ value }) => value === event.target.value)
          if (wanted !== undefined) onChange(withMode(config, wanted.value as NetworkMode))
        }}
      />
      <AddressRules
        vault={vault}
        rules={config.ipRules}
        person={person}
        onChange={(ipRules) => onChange({ ipRules })}
      />
      <SubnetRules vault={vault} config={config} onChange={onChange} />
      <TrustedException bypass={config.bypass} onChange={(bypass) => onChange({ bypass })} />
    </div>
  )
}

function SubnetRules({ vault, config, onChange }: Omit<NetworkFieldsProps, 'person'>) {
  const [chosen, setChosen] = useState<string | null>(null)
  const { data, failure } = useRead(subnetsQuery())
  const { subnets } = config
  const lacking = new Set(data?.items.filter((one) => !one.hasEndpoint).map(({ id }) => id))
  const rest = data?.items.filter(({ id }) => !subnets.some((rule) => rule.id === id)) ?? []
  const add = (id: string) =>
    onChange({ subnets: [...subnets, { id, ignoreMissingEndpoint: false }] })
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <SelectField
        label="Let in a subnet"
        value=""
        hint={failure === null ? undefined : `${failure.title}. ${failure.detail}`}
        options={[
          { value: '', label: rest.length === 0 ? 'No further subnet' : 'Choose a subnet' },
          ...rest.map(({ id, prefix, hasEndpoint }) => ({
            value: id,
            label: `${subnetWords(id)} (${prefix})${hasEndpoint ? '' : ': no Key Vault service endpoint'}`,
          })),
        ]}
        onChange={(event) => {
          const id = event.target.value
          if (id === '') return
          if (lacking.has(id)) setChosen(id)
          else add(id)
        }}
      />
      {chosen !== null && (
        <EnableEndpoint
          vault={vault}
          subnet={chosen}
          onEnabled={() => {
            add(chosen)
            setChosen(null)
          }}
          onClose={() => setChosen(null)}
        />
      )}
      <ul aria-label="Subnets that are let in" className="divide-y divide-line">
        {subnets.map(({ id }) => (
          <li key={id} className="flex items-center gap-3 py-1">
            <span className="min-w-0 flex-1 break-words">{subnetWords(id)}</span>
            {lacking.has(id) && <span className="text-xs text-warn">no service endpoint</span>}
            <IconButton
              size="sm"
              variant="ghost"
              label={`Remove ${subnetWords(id)}`}
              icon={<Trash aria-hidden />}
              onClick={() => onChange({ subnets: subnets.filter((rule) => rule.id !== id) })}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}
