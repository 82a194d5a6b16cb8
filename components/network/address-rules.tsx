'use client'

import Trash from 'lucide-react/icons/trash'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { addressCount } from '#lib/domain/network/network-config.ts'

const loadRules = () => import('#lib/domain/network/ip-rules.ts')

interface AddressRulesProps {
  vault: string
  rules: readonly string[]
  /** The person's own address; null when it is not known. */
  person: string | null
  onChange: (rules: readonly string[]) => void
}

/** Addresses and ranges that the firewall lets in. */
export function AddressRules({ vault, rules, person, onChange }: AddressRulesProps) {
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<string | undefined>()
  const add = async (text: string) => {
    const loaded = await loadRules().catch(() => null)
    const wrong =
      loaded === null
        ? 'This cannot be checked without a connection. Try again when you are back.'
        : loaded.addFault(text, rules)
    setFault(wrong ?? undefined)
    if (loaded === null || wrong !== null) return
    onChange([...rules, loaded.normalRule(text)])
    setTyped('')
  }
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-start gap-2">
        <TextField
          label="Address or range"
          className="min-w-48 flex-1"
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
            void add(typed)
          }}
        />
        <div className="flex gap-2 sm:mt-6">
          <Button onClick={() => void add(typed)}>Add rule</Button>
          {person !== null && (
            <Button
              onClick={() => {
                setTyped(person)
                void add(person)
              }}
            >
              Add my address
            </Button>
          )}
        </div>
      </div>
      <ul
        aria-label={`Address rules of ${vault}`}
        className="max-h-80 divide-y divide-line overflow-y-auto"
      >
        {rules.map((rule) => (
          <li key={rule} className="flex items-center gap-3 py-1">
            <code className="min-w-0 flex-1 font-mono text-xs">{rule}</code>
            <span className="text-xs text-ink-3 tabular-nums">{countWords(rule)}</span>
            <IconButton
              size="sm"
              variant="ghost"
              label={`Remove ${rule}`}
              icon={<Trash aria-hidden />}
              onClick={() => onChange(rules.filter((other) => other !== rule))}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

function countWords(rule: string): string {
  const count = addressCount(rule)
  return count === 1 ? 'one address' : `${count.toLocaleString('en')} addresses`
}
