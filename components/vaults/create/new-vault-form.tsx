'use client'

import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { fieldMessages } from '#components/certificates/field-messages.ts'
import { RightNote } from '#components/certificates/right-note.tsx'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { Button } from '#components/ui/button.tsx'
import { FormActions, FormSection } from '#components/ui/form-section.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { TagEditor } from '#components/ui/tag-editor.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { useForm } from '#components/ui/use-form.ts'
import { useLeaveWarning } from '#components/ui/use-leave-warning.ts'
import { paths } from '#lib/base/paths.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { vaultTagLimits } from '#lib/domain/vaults/tags.ts'
import { createVault, refreshVaults, vaultPlacesQuery } from '#lib/features/vault-life/client.ts'
import { NetworkFields, ProtectionFields } from './choice-fields.tsx'
import {
  checkNewVault,
  draftOf,
  isNewVaultField,
  newVaultErrors,
  newVaultValues,
} from './new-vault-model.ts'
import { NewVaultSummary } from './new-vault-summary.tsx'
import { PlaceFields } from './place-fields.tsx'

const SendFailure = dynamic(
  () => import('#components/certificates/send-failure.tsx').then((module) => module.SendFailure),
  { ssr: false },
)
const loadCode = () => import('#lib/domain/vaults/create-code.ts')

/** Makes a vault. Nothing typed is lost when Azure refuses it. */
export function NewVaultForm() {
  const router = useRouter()
  const queryClient = useQueryClient()
  const places = useRead(vaultPlacesQuery())
  const [sent, setSent] = useState<Failure | null>(null)
  const [made, setMade] = useState(false)
  const form = useForm(newVaultValues, checkNewVault)
  const { values } = form
  useLeaveWarning(values.name !== '' && !made)
  const subscriptions = places.data?.subscriptions ?? []
  const chosen = subscriptions.find(({ id }) => id === values.subscriptionId)
  const draft = draftOf(values, chosen?.tenantId ?? '')

  const send = async () => {
    setSent(null)
    const result = await createVault({ ...draft, tags: { ...draft.tags } })
    if (!result.ok) {
      form.refuse(Object.fromEntries(fieldMessages(result.failure)))
      setSent(result.failure)
      return
    }
    const { name, ready } = result.data
    setMade(true)
    await refreshVaults(queryClient)
    showToast({
      tone: 'ok',
      title: ready ? `${name} is made` : `${name} is being made`,
      ...(ready ? { detail: 'Nobody can use it before they are given access.' } : {}),
    })
    router.push(ready ? paths.vault(name).settings : paths.vaults)
  }

  if (places.data === undefined && places.failure !== null) {
    return (
      <FailurePanel failure={places.failure} onRetry={places.retry} retrying={places.reading} />
    )
  }
  return (
    <form
      ref={form.ref}
      noValidate
      aria-label="New vault"
      onSubmit={form.submit(send)}
      className="grid items-start gap-x-6 gap-y-4 xl:grid-cols-[minmax(0,1fr)_19rem]"
    >
      <Panel padding="none">
        <FormSection title="Place" description="Cannot be changed later, the name least of all.">
          <PlaceFields form={form} subscriptions={subscriptions} />
        </FormSection>
        <FormSection
          title="Protection"
          description="Retention is fixed for good, and purge protection once it is on."
        >
          <ProtectionFields form={form} />
        </FormSection>
        <FormSection title="Access" description="Who decides, and from where it is reached.">
          <NetworkFields form={form} />
        </FormSection>
        <FormSection title="Tags" description="env, app and team group the list of vaults.">
          <TagEditor {...form.field('tags')} label="Tags" optional max={vaultTagLimits.count} />
        </FormSection>
      </Panel>
      <aside className="grid gap-3 xl:sticky xl:top-18 xl:row-span-2" aria-label="Summary">
        <NewVaultSummary draft={draft} subscription={chosen?.name ?? ''} />
        <RightNote
          plane="management"
          right="Microsoft.KeyVault/vaults/write"
          builtInRole="Key Vault Contributor"
        />
        <ShowAsCode
          writes={async () => [(await loadCode()).createVaultCode(draft)]}
          faults={() => Object.values(newVaultErrors(values)).filter((one) => one !== undefined)}
        />
      </aside>
      <Panel padding="none" className="[&>div]:border-t-0">
        <FormActions
          error={sent !== null && <SendFailure failure={sent} hasField={isNewVaultField} />}
        >
          <Button type="submit" variant="primary" loading={form.submitting}>
            Create vault
          </Button>
          <LinkButton href={paths.vaults}>Cancel</LinkButton>
        </FormActions>
      </Panel>
    </form>
  )
}
