'use client'

import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Controller, type Resolver, useForm } from 'react-hook-form'
import { Button } from '#components/ui/button.tsx'
import { FormActions, FormSection } from '#components/ui/form-section.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RadioCards } from '#components/ui/radio-cards.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { TagEditor } from '#components/ui/tag-editor.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { paths } from '#lib/base/paths.ts'
import { tagLimits } from '#lib/domain/certificates/tags.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { createCertificate, refreshCertificates } from '#lib/features/certificates/client.ts'
import type { CreateCertificateInput } from '#lib/features/certificates/schema.ts'
import { fieldMessages } from '../field-messages.ts'
import { NamesField } from '../fields/names-field.tsx'
import { SubjectField } from '../fields/subject-field.tsx'
import { useSubjectReading } from '../fields/use-subject-reading.ts'
import { NameTakenNote } from '../name-taken-note.tsx'
import { RightNote } from '../right-note.tsx'
import { contentTypeChoices, exportChoices, reuseChoices } from './choices.tsx'
import { type CreateValues, createFieldOf, toCreateInput } from './create-model.ts'
import { KeyFields } from './key-fields.tsx'
import { CreateSummary } from './summary.tsx'
import { ValidityHint } from './validity-hint.tsx'

const loadSendFailure = () => import('../send-failure.tsx').then((module) => module.SendFailure)
const SendFailure = dynamic(loadSendFailure, { ssr: false })
const loadCheck = () => import('./create-check.ts')

interface CreateFormProps {
  vault: string
  initial: CreateValues
  /** True when `initial` is the policy of an existing certificate: its name is fixed. */
  newVersion: boolean
}

/** Creates a self-signed certificate, or the next version of one. What was typed survives any answer. */
export function CreateForm({ vault, initial, newVersion }: CreateFormProps) {
  const router = useRouter()
  const queryClient = useQueryClient()
  const [failure, setFailure] = useState<Failure | null>(null)
  const resolver: Resolver<CreateValues, unknown, CreateCertificateInput> = async (values) => {
    // The schema is a third of the page's script and not needed before something was typed.
    const check = await loadCheck().catch(() => null)
    // Without a network for the schema: the action checks by the same one, and answers by field.
    if (check === null) return { values: toCreateInput(vault, values), errors: {} }
    const checked = check.checkCreate(vault, values)
    if (checked.ok) return { values: checked.input, errors: {} }
    const errors = Object.entries(checked.errors).map(
      ([field, message]) => [field, { type: 'check', message }] as const,
    )
    return { values: {}, errors: Object.fromEntries(errors) }
  }
  const form = useForm<CreateValues, unknown, CreateCertificateInput>({
    defaultValues: initial,
    resolver,
    mode: 'onTouched',
  })
  const { errors, isSubmitting, isSubmitted } = form.formState
  const values = form.watch()
  const reading = useSubjectReading(values.subject)

  const submit = form.handleSubmit(async (input) => {
    setFailure(null)
    const result = await createCertificate(input)
    if (result.ok) {
      await refreshCertificates(queryClient, vault)
      showToast({ tone: 'info', title: `${input.name} is being made` })
      router.push(paths.vault(vault).certificate(input.name))
      return
    }
    for (const [path, message] of fieldMessages(result.failure)) {
      const field = createFieldOf(path)
      if (field !== null) {
        form.setError(field, { type: 'server', message }, { shouldFocus: true })
      }
    }
    setFailure(result.failure)
  })

  return (
    <form
      noValidate
      onSubmit={submit}
      // Ahead of the first check, and so that a later loss of the network does not stop it.
      onFocus={() => void Promise.allSettled([loadCheck(), loadSendFailure()])}
      className="grid items-start gap-x-6 gap-y-4 xl:grid-cols-[minmax(0,1fr)_19rem]"
    >
      <Panel padding="none">
        <FormSection title="Name" description="How the certificate is called in the vault.">
          <TextField
            {...form.register('name')}
            label="Name"
            mono
            readOnly={newVersion}
            error={errors.name?.message}
            placeholder="www-contoso-com"
            hint={
              newVersion
                ? 'A new version keeps the name.'
                : 'Letters, digits and hyphens. It cannot be changed later.'
            }
          />
          <NameTakenNote vault={vault} failure={failure} />
        </FormSection>
        <FormSection title="Who it is for" description="The names that clients will check.">
          <Controller
            control={form.control}
            name="subject"
            render={({ field, fieldState }) => (
              <SubjectField {...field} error={fieldState.error?.message} />
            )}
          />
          <Controller
            control={form.control}
            name="names"
            render={({ field, fieldState }) => (
              <NamesField
                value={field.value}
                onChange={field.onChange}
                error={fieldState.error?.message}
                showErrors={isSubmitted}
                commonName={reading?.ok === true ? reading.commonName : null}
              />
            )}
          />
        </FormSection>
        <FormSection title="Key" description="Made in the vault.">
          <Controller
            control={form.control}
            name="key"
            render={({ field, fieldState }) => (
              <KeyFields
                value={field.value}
                onChange={field.onChange}
                error={fieldState.error?.message}
              />
            )}
          />
          <Controller
            control={form.control}
            name="exportable"
            render={({ field }) => (
              <RadioCards
                label="Private key"
                name="exportable"
                value={field.value ? 'yes' : 'no'}
                onChange={(event) => field.onChange(event.target.value === 'yes')}
                options={exportChoices}
              />
            )}
          />
          <Controller
            control={form.control}
            name="reuseKey"
            render={({ field }) => (
              <RadioCards
                label="When it is renewed"
                name="reuse-key"
                value={field.value ? 'same' : 'new'}
                onChange={(event) => field.onChange(event.target.value === 'same')}
                options={reuseChoices}
              />
            )}
          />
        </FormSection>
        <FormSection title="Life" description="Trusted only where you install it.">
          <TextField
            {...form.register('validityMonths')}
            label="Validity"
            inputMode="numeric"
            suffix="months"
            className="max-w-60"
            error={errors.validityMonths?.message}
          />
          <div className="-mt-2 text-xs">
            <ValidityHint months={values.validityMonths} />
          </div>
          <Segmented
            {...form.register('contentType')}
            label="Content type"
            options={contentTypeChoices}
            defaultValue={initial.contentType}
            hint="The form in which applications get it from the secret endpoint. App Service needs PFX."
          />
        </FormSection>
        <FormSection title="Tags" description="Every reader of the vault sees them.">
          <Controller
            control={form.control}
            name="tags"
            render={({ field, fieldState }) => (
              <TagEditor
                label="Tags"
                optional
                value={field.value}
                onChange={field.onChange}
                max={tagLimits.count}
                error={fieldState.error?.message}
              />
            )}
          />
        </FormSection>
      </Panel>
      <aside className="grid gap-3 xl:sticky xl:top-18 xl:row-span-2" aria-label="Summary">
        <CreateSummary vault={vault} values={values} before={newVersion ? initial : null} />
        <RightNote
          plane="data"
          right="certificates/create"
          builtInRole="Key Vault Certificates Officer"
        />
      </aside>
      <Panel padding="none" className="[&>div]:border-t-0">
        <FormActions
          error={
            failure !== null && (
              <SendFailure failure={failure} hasField={(path) => createFieldOf(path) !== null} />
            )
          }
        >
          <Button type="submit" variant="primary" loading={isSubmitting}>
            {newVersion ? 'Create new version' : 'Create certificate'}
          </Button>
          <LinkButton
            href={
              newVersion
                ? paths.vault(vault).certificate(initial.name)
                : paths.vault(vault).certificates
            }
          >
            Cancel
          </LinkButton>
        </FormActions>
      </Panel>
    </form>
  )
}
