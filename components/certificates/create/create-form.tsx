'use client'

import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { FormActions, FormSection } from '#components/ui/form-section.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RadioCards } from '#components/ui/radio-cards.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { TagEditor } from '#components/ui/tag-editor.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { type Checked, type FormErrors, useForm } from '#components/ui/use-form.ts'
import { paths } from '#lib/base/paths.ts'
import { suggestedKeyUsage } from '#lib/domain/certificates/policy/key-usages.ts'
import { tagLimits } from '#lib/domain/certificates/tags.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { createCertificate, refreshCertificates } from '#lib/features/certificates/client.ts'
import type { CreateCertificateInput } from '#lib/features/certificates/schema.ts'
import { fieldMessages } from '../field-messages.ts'
import { type NameRules, NamesField } from '../fields/names-field.tsx'
import { SubjectField } from '../fields/subject-field.tsx'
import { useLoaded } from '../fields/use-loaded.ts'
import { useSubjectReading } from '../fields/use-subject-reading.ts'
import { NameTakenNote } from '../name-taken-note.tsx'
import { KeyFields } from '../policy-form/key-fields.tsx'
import { RightNote } from '../right-note.tsx'
import { contentTypeChoices, exportChoices, reuseChoices } from './choices.tsx'
import {
  type CreateField,
  type CreateValues,
  createFieldOf,
  toCreateInput,
} from './create-model.ts'
import { CreateSummary } from './summary.tsx'
import { ValidityHint } from './validity-hint.tsx'

const loadSendFailure = () => import('../send-failure.tsx').then((module) => module.SendFailure)
const SendFailure = dynamic(loadSendFailure, { ssr: false })
const loadCheck = () => import('./create-check.ts')
const loadRules = () => import('#lib/domain/certificates/names.ts')

interface CreateFormProps {
  vault: string
  initial: CreateValues
  /** True when `initial` is the policy of an existing certificate: its name is fixed. */
  newVersion: boolean
  /** How names are judged, where there are some from the beginning. */
  rules?: NameRules
}

/** Creates a self-signed certificate, or the next version of one. What was typed survives any answer. */
export function CreateForm({ vault, initial, newVersion, rules }: CreateFormProps) {
  const router = useRouter()
  const queryClient = useQueryClient()
  const [failure, setFailure] = useState<Failure | null>(null)
  const check = async (
    values: CreateValues,
  ): Promise<Checked<CreateValues, CreateCertificateInput>> => {
    // The schema is a third of the page's script and not needed before something was typed.
    const loaded = await loadCheck().catch(() => null)
    // Without a network for the schema: the action checks by the same one, and answers by field.
    return loaded?.checkCreate(vault, values) ?? { ok: true, input: toCreateInput(vault, values) }
  }
  const form = useForm(initial, check)
  const { values } = form
  const reading = useSubjectReading(values.subject)
  const named = values.names.length > 0 || values.subject !== ''
  const nameRules = useLoaded(named, loadRules, rules)

  const send = async (input: CreateCertificateInput) => {
    setFailure(null)
    const result = await createCertificate(input)
    if (result.ok) {
      await refreshCertificates(queryClient, vault)
      showToast({ tone: 'info', title: `${input.name} is being made` })
      router.push(paths.vault(vault).certificate(input.name))
      return
    }
    form.refuse(errorsOf(result.failure))
    setFailure(result.failure)
  }

  return (
    <form
      ref={form.ref}
      noValidate
      onSubmit={form.submit(send)}
      // Ahead of the first check, and so that a later loss of the network does not stop it.
      onFocus={() => void Promise.allSettled([loadCheck(), loadSendFailure()])}
      className="grid items-start gap-x-6 gap-y-4 xl:grid-cols-[minmax(0,1fr)_19rem]"
    >
      <Panel padding="none">
        <FormSection title="Name" description="How the certificate is called in the vault.">
          <TextField
            {...form.input('name')}
            label="Name"
            mono
            readOnly={newVersion}
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
          <SubjectField {...form.field('subject')} />
          <NamesField
            {...form.field('names')}
            rules={nameRules}
            showErrors={form.submitted}
            commonName={reading?.ok === true ? reading.commonName : null}
          />
        </FormSection>
        <FormSection title="Key" description="Made in the vault.">
          <KeyFields
            {...form.field('key')}
            onChange={(key) => {
              form.set('key', key)
              form.set('keyUsage', suggestedKeyUsage(values.keyUsage, key.kty))
            }}
          />
          <RadioCards
            label="Private key"
            name="exportable"
            value={values.exportable ? 'yes' : 'no'}
            onChange={(event) => form.set('exportable', event.target.value === 'yes')}
            options={exportChoices}
          />
          <RadioCards
            label="When it is renewed"
            name="reuse-key"
            value={values.reuseKey ? 'same' : 'new'}
            onChange={(event) => form.set('reuseKey', event.target.value === 'same')}
            options={reuseChoices}
          />
        </FormSection>
        <FormSection title="Life" description="Trusted only where you install it.">
          <TextField
            {...form.input('validityMonths')}
            label="Validity"
            inputMode="numeric"
            suffix="months"
            className="max-w-60"
          />
          <div className="-mt-2 text-xs">
            <ValidityHint months={values.validityMonths} />
          </div>
          <Segmented
            {...form.input('contentType')}
            label="Content type"
            options={contentTypeChoices}
            hint="The form in which applications get it from the secret endpoint. App Service needs PFX."
          />
        </FormSection>
        <FormSection title="Tags" description="Every reader of the vault sees them.">
          <TagEditor {...form.field('tags')} label="Tags" optional max={tagLimits.count} />
        </FormSection>
      </Panel>
      <aside className="grid gap-3 xl:sticky xl:top-18 xl:row-span-2" aria-label="Summary">
        <CreateSummary
          vault={vault}
          values={values}
          rules={nameRules}
          before={newVersion ? initial : null}
        />
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
          <Button type="submit" variant="primary" loading={form.submitting}>
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

/** What an answer says about the fields of the form. */
function errorsOf(failure: Failure): FormErrors<CreateValues> {
  const errors: Partial<Record<CreateField, string>> = {}
  for (const [path, message] of fieldMessages(failure)) {
    const field = createFieldOf(path)
    if (field !== null) errors[field] ??= message
  }
  return errors
}
