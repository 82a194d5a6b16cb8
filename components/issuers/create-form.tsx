'use client'

import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { fieldMessages } from '#components/certificates/field-messages.ts'
import { RightNote } from '#components/certificates/right-note.tsx'
import { faultLines } from '#components/code/fault-lines.ts'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { Button } from '#components/ui/button.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { FormActions, FormSection } from '#components/ui/form-section.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RadioCards } from '#components/ui/radio-cards.tsx'
import { SwitchField } from '#components/ui/switch-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { useForm } from '#components/ui/use-form.ts'
import { paths } from '#lib/base/paths.ts'
import {
  findProvider,
  type ProviderId,
  providerIds,
  providers,
} from '#lib/domain/certificates/issuers/providers.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { createIssuer, refreshIssuers } from '#lib/features/issuers/client.ts'
import { AccountFields, AdministratorFields, OrganizationFields } from './issuer-fields.tsx'
import { checkIssuerForm, issuerErrors, issuerFieldOf, issuerLabels } from './issuer-model.ts'
import { newIssuerWrite } from './issuer-write.ts'

const SendFailure = dynamic(
  () => import('#components/certificates/send-failure.tsx').then((module) => module.SendFailure),
  { ssr: false },
)

const check = checkIssuerForm(true)

/** Connects a vault to a CA. Nothing typed is lost when the vault refuses it. */
export function CreateIssuerForm({ vault, provider }: { vault: string; provider: ProviderId }) {
  const router = useRouter()
  const queryClient = useQueryClient()
  const [sent, setSent] = useState<Failure | null>(null)
  const form = useForm(
    {
      name: '',
      provider: provider as string,
      accountId: '',
      credential: '',
      organizationId: '',
      administrators: [],
      enabled: true,
    },
    check,
  )
  const { values } = form
  const chosen = findProvider(values.provider) ?? providers.DigiCert

  const send = async (input: typeof values) => {
    setSent(null)
    const result = await createIssuer({
      ...input,
      vault,
      administrators: [...input.administrators],
    })
    if (!result.ok) {
      form.refuse(issuerErrors(Object.fromEntries(fieldMessages(result.failure))))
      setSent(result.failure)
      return
    }
    await refreshIssuers(queryClient, vault)
    showToast({ tone: 'ok', title: `${vault} orders from ${result.data.name} now` })
    router.push(paths.vault(vault).issuer(result.data.name))
  }

  return (
    <form
      ref={form.ref}
      noValidate
      onSubmit={form.submit(send)}
      className="grid items-start gap-x-6 gap-y-4 xl:grid-cols-[minmax(0,1fr)_19rem]"
    >
      <Panel padding="none">
        <FormSection title="CA" description="The two that Key Vault is integrated with.">
          <RadioCards
            {...form.input('provider')}
            label="Provider"
            options={providerIds.map((id) => ({
              value: id,
              label: id,
              description: providers[id].summary,
            }))}
          />
          <TextField
            {...form.input('name')}
            label="Name"
            mono
            placeholder={`${chosen.id}-OV`}
            hint="Policies of certificates name it. It cannot be changed later."
          />
        </FormSection>
        <FormSection title="Account" description={`What ${chosen.id} knows you by.`}>
          <AccountFields form={form} isNew />
        </FormSection>
        <FormSection title="Organisation" description="Goes to the CA with each order.">
          <OrganizationFields form={form} isNew />
          <AdministratorFields form={form} isNew />
        </FormSection>
        <FormSection title="State">
          <SwitchField
            label="Enabled"
            checked={values.enabled}
            onChange={(event) => form.set('enabled', event.target.checked)}
            hint="While disabled, nothing is ordered or renewed through it."
          />
        </FormSection>
      </Panel>
      <aside className="grid gap-3 xl:sticky xl:top-18 xl:row-span-2" aria-label="Summary">
        <Panel title="What will happen">
          <DefinitionList
            items={[
              { term: 'Vault', value: vault },
              { term: 'Provider', value: chosen.id },
              { term: 'Name', value: values.name, mono: true },
              { term: 'Account', value: values.accountId, mono: true },
              { term: 'Organisation', value: values.organizationId, mono: true },
              {
                term: 'Administrators',
                value: values.administrators.length === 0 ? null : values.administrators.length,
              },
            ]}
          />
          <p className="mt-3 text-xs text-ink-3">
            Nothing is ordered yet, and the vault does not try the account: the first order does.
          </p>
        </Panel>
        <RightNote
          plane="data"
          right="certificates/setissuers"
          builtInRole="Key Vault Certificates Officer"
        />
        <ShowAsCode
          writes={() => [newIssuerWrite(vault, values)]}
          faults={async () => faultLines(await form.faults(), issuerLabels(values.provider))}
        />
      </aside>
      <Panel padding="none" className="[&>div]:border-t-0">
        <FormActions
          error={
            sent !== null && (
              <SendFailure failure={sent} hasField={(path) => issuerFieldOf(path) !== null} />
            )
          }
        >
          <Button type="submit" variant="primary" loading={form.submitting}>
            Connect {chosen.id}
          </Button>
          <LinkButton href={paths.vault(vault).issuers}>Cancel</LinkButton>
        </FormActions>
      </Panel>
    </form>
  )
}
