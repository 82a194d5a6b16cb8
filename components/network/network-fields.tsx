'use client'

import Trash from 'lucide-react/icons/trash'
import { useState } from 'react'
import { useRead } from '#components/shell/use-read.ts'
import { Button } from '#components/ui/button.tsx'
import { CheckboxField } from '#components/ui/checkbox-field.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { RadioCards } from '#components/ui/radio-cards.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { addFault, addressesIn, normalRule } from '#lib/domain/network/ip-rules.ts'
import {
  modeOf,
  type NetworkConfig,
  type NetworkMode,
  subnetWords,
  withMode,
} from '#lib/domain/network/network-config.ts'
import { subnetsQuery } from '#lib/features/network/client.ts'

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
      <AddressRules vault={vault} config={config} person={person} onChange={onChange} />
      <SubnetRules config={config} onChange={onChange} />
      <CheckboxField
        label="Trusted Microsoft services pass without a rule"
        checked={config.bypass === 'AzureServices'}
        onChange={(event) => onChange({ bypass: event.target.checked ? 'AzureServices' : 'None' })}
        hint="Among them Azure Backup, Application Gateway, API Management, App Service, Azure Disk Encryption, Front Door, SQL Database, Storage and Virtual Machines deployment. Each still needs permission; your own applications are never among them."
      />
    </div>
  )
}

function AddressRules({ vault, config, person, onChange }: NetworkFieldsProps) {
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<string | undefined>()
  const { ipRules } = config
  const add = (text: string) => {
    const wrong = addFault(text, ipRules)
    setFault(wrong ?? undefined)
    if (wrong !== null) return
    onChange({ ipRules: [...ipRules, normalRule(text)] })
    setTyped('')
  }
  return (
    <div className="grid gap-2">
      <div className="flex items-start gap-2">
        <TextField
          label="Address or range"
          className="min-w-0 flex-1"
          mono
          value={typed}
          error={fault}
          hint="IPv4, one address or CIDR notation such as 203.0.113.0/24."
          onChange={(event) => {
            setTyped(event.target.value)
            setFault(undefined)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            add(typed)
          }}
        />
        <Button className="mt-6" onClick={() => add(typed)}>
          Add rule
        </Button>
        {person !== null && (
          <Button
            className="mt-6 max-sm:hidden"
            onClick={() => {
              setTyped(person)
              add(person)
            }}
          >
            Add my address
          </Button>
        )}
      </div>
      <ul
        aria-label={`Address rules of ${vault}`}
        className="max-h-80 divide-y divide-line overflow-y-auto"
      >
        {ipRules.map((rule) => (
          <li key={rule} className="flex items-center gap-3 py-1">
            <code className="min-w-0 flex-1 font-mono text-xs">{rule}</code>
            <span className="text-xs text-ink-3 tabular-nums">{countWords(rule)}</span>
            <IconButton
              size="sm"
              variant="ghost"
              label={`Remove ${rule}`}
              icon={<Trash aria-hidden />}
              onClick={() => onChange({ ipRules: ipRules.filter((other) => other !== rule) })}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

function countWords(rule: string): string {
  const count = addressesIn(rule) ?? 0
  return count === 1 ? 'one address' : `${count.toLocaleString('en')} addresses`
}

function SubnetRules({ config, onChange }: Pick<NetworkFieldsProps, 'config' | 'onChange'>) {
  const { data, failure } = useRead(subnetsQuery())
  const { subnets } = config
  const lacking = new Set(data?.items.filter((one) => !one.hasEndpoint).map(({ id }) => id))
  const rest = data?.items.filter(({ id }) => !subnets.some((rule) => rule.id === id)) ?? []
  return (
    <div className="grid gap-2">
      <SelectField
        label="Let in a subnet"
        value=""
        hint={failure === null ? undefined : `${failure.title}. ${failure.detail}`}
        options={[
          { value: '', label: rest.length === 0 ? 'No further subnet' : 'Choose a subnet' },
          ...rest.map(({ id, prefix, hasEndpoint }) => ({
            value: id,
            label: `${subnetWords(id)} (${prefix})${hasEndpoint ? '' : ': no Key Vault service endpoint'}`,
            disabled: !hasEndpoint,
          })),
        ]}
        onChange={(event) => {
          const id = event.target.value
          if (id !== '') onChange({ subnets: [...subnets, { id, ignoreMissingEndpoint: false }] })
        }}
      />
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
