'use client'

import { SendFailure } from '#components/certificates/send-failure.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { SelectField, type SelectOption } from '#components/ui/select-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { useForm } from '#components/ui/use-form.ts'
import { subscriptionPlacesQuery } from '#lib/features/vault-life/client.ts'
import type { VaultPlaces } from '#lib/features/vault-life/schema.ts'
import type { NewVaultValues } from './new-vault-model.ts'
import { VaultNameNote } from './vault-name-note.tsx'

export type NewVaultForm = ReturnType<typeof useForm<NewVaultValues, NewVaultValues>>

interface PlaceFieldsProps {
  form: NewVaultForm
  subscriptions: VaultPlaces['subscriptions']
}

/** Where the vault is to be, and its name. */
export function PlaceFields({ form, subscriptions }: PlaceFieldsProps) {
  const { subscriptionId, name } = form.values
  return (
    <>
      <SelectField
        {...select(form, 'subscriptionId')}
        label="Subscription"
        onChange={(event) => {
          form.set('subscriptionId', event.target.value)
          form.set('resourceGroup', '')
        }}
        options={[
          choose('Choose a subscription'),
          ...subscriptions.map(({ id, name: label }) => ({ value: id, label })),
        ]}
      />
      {subscriptionId !== '' && (
        <GroupAndRegion key={subscriptionId} form={form} subscriptionId={subscriptionId} />
      )}
      <TextField
        {...form.input('name')}
        label="Name"
        mono
        maxLength={64}
        placeholder="contoso-web-prod"
        hint="Unique in all of Azure, part of its address, and never changed."
      />
      {/* A name is free in all of Azure or nowhere: any subscription can be asked. */}
      <VaultNameNote
        subscriptionId={subscriptionId || (subscriptions[0]?.id ?? '')}
        name={name.trim()}
      />
    </>
  )
}

function GroupAndRegion({ form, subscriptionId }: { form: NewVaultForm; subscriptionId: string }) {
  const { data, failure, reading } = useRead(subscriptionPlacesQuery(subscriptionId))
  if (failure !== null) return <SendFailure failure={failure} hasField={() => false} />
  const groups = data?.groups ?? []
  const noGroup = data !== undefined && groups.length === 0
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        {...select(form, 'resourceGroup')}
        label="Resource group"
        disabled={reading && data === undefined}
        hint={
          noGroup
            ? 'You can see no resource group here. An owner of the subscription can make one.'
            : undefined
        }
        onChange={(event) => {
          form.set('resourceGroup', event.target.value)
          const group = groups.find((one) => one.name === event.target.value)
          if (group !== undefined && form.values.location === '')
            form.set('location', group.location)
        }}
        options={[
          choose(data === undefined ? 'Reading…' : 'Choose a resource group'),
          ...groups.map((group) => ({ value: group.name, label: group.name })),
        ]}
      />
      <SelectField
        {...select(form, 'location')}
        label="Region"
        disabled={reading && data === undefined}
        onChange={(event) => form.set('location', event.target.value)}
        options={[
          choose(data === undefined ? 'Reading…' : 'Choose a region'),
          ...(data?.regions ?? []).map((region) => ({
            value: region.name,
            label: region.displayName,
          })),
        ]}
      />
    </div>
  )
}

function choose(label: string): SelectOption {
  return { value: '', label }
}

function select(form: NewVaultForm, name: 'subscriptionId' | 'resourceGroup' | 'location') {
  const { value, error, onBlur } = form.field(name)
  return { name, value, error, onBlur }
}
