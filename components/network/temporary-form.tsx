'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldMessages } from '#components/certificates/field-messages.ts'
import { RightNote } from '#components/certificates/right-note.tsx'
import { SendFailure } from '#components/certificates/send-failure.tsx'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { Button } from '#components/ui/button.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { type Checked, useForm } from '#components/ui/use-form.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { addFault, normalRule } from '#lib/domain/network/ip-rules.ts'
import { networkCode } from '#lib/domain/network/network-code.ts'
import type { NetworkConfig } from '#lib/domain/network/network-config.ts'
import { createTemporaryRule, refreshNetwork } from '#lib/features/network/client.ts'
import {
  type CreateTemporaryRuleInput,
  createTemporaryRuleInput,
  temporaryHours,
  type VaultNetwork,
} from '#lib/features/network/schema.ts'

interface Values {
  readonly rule: string
  readonly hours: string
  readonly reason: string
}

const empty: Values = { rule: '', hours: '4', reason: '' }

const hasField = (path: string) => path in empty

const terms = temporaryHours.map((hours) => ({ value: String(hours), label: termWords(hours) }))

function check(vault: string, { ipRules }: NetworkConfig) {
  return async (values: Values): Promise<Checked<Values, CreateTemporaryRuleInput>> => {
    const input = { vault, ...values, hours: Number(values.hours) }
    const checked = createTemporaryRuleInput.safeParse(input)
    const taken = addFault(values.rule, ipRules)
    if (checked.success && taken === null) return { ok: true, input: checked.data }
    const issues = (checked.error?.issues ?? []).map(({ path, message }) => [path[0], message])
    return {
      ok: false,
      errors: Object.fromEntries([...issues, ...(taken ? [['rule', taken]] : [])]),
    }
  }
}

interface TemporaryFormProps {
  network: VaultNetwork
  onDone: () => void
}

/** Lets an address in for some hours; the console takes the rule away when they are over. */
export function TemporaryForm({ network, onDone }: TemporaryFormProps) {
  const queryClient = useQueryClient()
  const { place, config } = network
  const [failure, setFailure] = useState<Failure | null>(null)
  const form = useForm(empty, check(place.vault, config))
  const send = async (input: CreateTemporaryRuleInput) => {
    setFailure(null)
    const result = await createTemporaryRule(input)
    if (!result.ok) {
      setFailure(result.failure)
      form.refuse(Object.fromEntries(fieldMessages(result.failure)))
    }
    await refreshNetwork(queryClient, place.vault)
    if (!result.ok) return
    showToast({ tone: 'ok', title: `${normalRule(input.rule)} is let in` })
    onDone()
  }
  return (
    <form
      ref={form.ref}
      noValidate
      aria-label="Let an address in for a while"
      className="grid gap-3 px-4 py-3"
      onSubmit={form.submit(send)}
    >
      <div className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_7rem] lg:grid-cols-[15rem_7rem_minmax(0,1fr)_auto]">
        <TextField
          {...form.input('rule')}
          label="Address or range"
          mono
          placeholder="203.0.113.7"
        />
        <SelectField
          label="For"
          name="hours"
          value={form.values.hours}
          options={terms}
          onChange={(event) => form.set('hours', event.target.value)}
        />
        <TextField
          {...form.input('reason')}
          className="sm:col-span-2 lg:col-span-1"
          label="Reason"
          placeholder="Who needs it, and for what"
        />
        <div className="flex gap-2 lg:mt-6">
          <Button type="submit" variant="primary" loading={form.submitting}>
            Let in
          </Button>
          <Button onClick={onDone} disabled={form.submitting}>
            Cancel
          </Button>
        </div>
      </div>
      {failure !== null && <SendFailure failure={failure} hasField={hasField} />}
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="max-w-160">
          <p className="text-xs text-ink-3">
            Strongroom removes the rule by itself when the time is over, and records that it did.
          </p>
          <RightNote
            plane="management"
            right="Microsoft.KeyVault/vaults/write"
            builtInRole="Key Vault Contributor"
          />
        </div>
        <ShowAsCode
          faults={async () => {
            const { rule } = await form.faults()
            return rule === undefined ? [] : [rule]
          }}
          writes={() => {
            const ipRules = [...config.ipRules, normalRule(form.values.rule)]
            return [networkCode(place, config, { ...config, ipRules })]
          }}
        />
      </div>
    </form>
  )
}

function termWords(hours: number): string {
  if (hours < 24) return hours === 1 ? '1 hour' : `${hours} hours`
  return hours === 24 ? '1 day' : `${hours / 24} days`
}
