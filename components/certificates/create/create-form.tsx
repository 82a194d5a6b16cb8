'use client'

import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { FormActions, FormSection } from '#components/ui/form-section.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { type Checked, type FormErrors, useForm } from '#components/ui/use-form.ts'
import { useLoaded } from '#components/ui/use-loaded.ts'
import { paths } from '#lib/base/paths.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { createCertificate, refreshCertificates } from '#lib/features/certificates/client.ts'
import type { CreateCertificateInput } from '#lib/features/certificates/schema.ts'
import { fieldMessages } from '../field-messages.ts'
import { type NameRules, NamesField } from '../fields/names-field.tsx'
import { SubjectField } from '../fields/subject-field.tsx'
import { useSubjectReading } from '../fields/use-subject-reading.ts'
import { NameTakenNote } from '../name-taken-note.tsx'
import { RightNote } from '../right-note.tsx'
import {
  type CreateField,
  type CreateValues,
  createFieldOf,
  fieldsUnlike,
  toCreateInput,
} from './create-model.ts'
import { useNeeded } from './use-needed.ts'
import type { OrderWay } from './ways.ts'

const loadSendFailure = () => import('../send-failure.tsx').then((module) => module.SendFailure)
const SendFailure = dynamic(loadSendFailure, { ssr: false })
const loadCheck = () => import('./create-check.ts')
const loadWords = async () => ({
  ...(await import('#components/code/fault-lines.ts')),
  ...(await import('../policy-form/field-labels.ts')),
})
const loadRules = () => import('#lib/domain/certificates/names.ts')
const loadSummary = () => import('./summary.tsx').then((module) => module.CreateSummary)
const CreateSummary = dynamic(loadSummary, { ssr: false, loading: () => <SummaryToCome /> })
const loadPolicyPart = () => import('./policy-part.tsx').then((module) => module.PolicyPart)
const PolicyPart = dynamic(loadPolicyPart, { ssr: false, loading: () => <PolicyToCome /> })
const FormAdvice = dynamic(
  () => import('../policy-form/form-advice.tsx').then((module) => module.FormAdvice),
  {
    ssr: false,
  },
)
const NameUseNote = dynamic(
  () => import('./name-use-note.tsx').then((module) => module.NameUseNote),
  { ssr: false },
)
const IssuerChoice = dynamic(
  () => import('./issuer-choice.tsx').then((module) => module.IssuerChoice),
  { ssr: false, loading: () => <LoadingState label="Reading the issuers" lines={3} /> },
)

interface CreateFormProps {
  vault: string
  way: OrderWay
  initial: CreateValues
  /** True when the whole form is wanted at once: the person is at work in it. */
  whole: boolean
  /** The values that the vault keeps, when this is a new version: its name is fixed. */
  before: CreateValues | null
  /** How names are judged, where there are some from the beginning. */
  rules?: NameRules
  /** What the form would have begun with, where it begins with what was typed another time. */
  restoredOver?: CreateValues | undefined
  /** Stands above the form: what the person should know of what is filled in. */
  note?: ReactNode
  /** Hears of each change. */
  onValues: (values: CreateValues) => void
  /** The vault has accepted it. */
  onSent: () => void
}

const sentWords: Readonly<Record<OrderWay, (values: CreateValues) => string>> = {
  self: ({ name }) => `${name} is being made`,
  ca: ({ name, issuer }) => `${name} is ordered from ${issuer}`,
  csr: ({ name }) => `The request of ${name} is ready`,
}

const submitWords: Readonly<Record<OrderWay, string>> = {
  self: 'Create certificate',
  ca: 'Order certificate',
  csr: 'Create request',
}

const ShowAsCode = dynamic(
  () => import('#components/code/show-as-code.tsx').then((module) => module.ShowAsCode),
  { ssr: false },
)

const nameFields = ['subject', 'names'] as const

/** Creates a certificate on one of the three ways that make a key in the vault, or the next version of one. */
export function CreateForm(props: CreateFormProps) {
  const { vault, way, initial, whole, before, rules, restoredOver, note, onValues, onSent } = props
  const newVersion = before !== null
  const router = useRouter()
  const queryClient = useQueryClient()
  const [failure, setFailure] = useState<Failure | null>(null)
  const restRef = useRef<HTMLDivElement>(null)
  const [restNeeded, needRest] = useNeeded(restRef, whole)
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

  // biome-ignore lint/correctness/useExhaustiveDependencies: who hears of it does not matter, what is heard does.
  useEffect(() => {
    if (values !== initial) onValues(values)
  }, [values])

  // What comes back wrong is marked as it was when it was typed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it has come back.
  useEffect(() => {
    if (restoredOver !== undefined) void form.judgeLeft(fieldsUnlike(initial, restoredOver))
  }, [])

  const send = async (input: CreateCertificateInput) => {
    setFailure(null)
    const result = await createCertificate(input)
    if (result.ok) {
      onSent()
      await refreshCertificates(queryClient, vault)
      showToast({ tone: 'info', title: sentWords[way](values) })
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
      onFocus={() => {
        needRest()
        void Promise.allSettled([loadCheck(), loadSendFailure(), loadPolicyPart(), loadSummary()])
      }}
      className="grid items-start gap-x-6 gap-y-4 xl:grid-cols-[minmax(0,1fr)_19rem]"
    >
      <div className="grid min-w-0 gap-4">
        {note}
        <Panel padding="none">
          {way === 'ca' && (
            <FormSection title="Authority" description="One that the vault is connected to.">
              <IssuerChoice vault={vault} controls={form} />
            </FormSection>
          )}
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
            {!newVersion && values.name !== '' && <NameUseNote vault={vault} name={values.name} />}
            <NameTakenNote vault={vault} failure={failure} />
          </FormSection>
          <FormSection title="Who it is for" description="The names that clients will check.">
            <SubjectField {...form.field('subject')} />
            <NamesField
              {...form.field('names')}
              rules={nameRules}
              showErrors={form.submitted || restoredOver !== undefined}
              commonName={reading?.ok === true ? reading.commonName : null}
            />
            {named && <FormAdvice vault={vault} values={values} fields={nameFields} />}
          </FormSection>
          <div ref={restRef}>
            {restNeeded ? <PolicyPart vault={vault} form={form} /> : <PolicyToCome />}
          </div>
        </Panel>
      </div>
      <aside className="grid gap-3 xl:sticky xl:top-18 xl:row-span-2" aria-label="Summary">
        {restNeeded ? (
          <CreateSummary vault={vault} values={values} rules={nameRules} before={before} />
        ) : (
          <SummaryToCome />
        )}
        <RightNote
          plane="data"
          right="certificates/create"
          builtInRole="Key Vault Certificates Officer"
        />
        {restNeeded && (
          <ShowAsCode
            writes={() => [{ kind: 'create', ...toCreateInput(vault, values, nameRules) }]}
            faults={async () => {
              const [errors, words] = await Promise.all([form.faults(), loadWords()])
              return words.faultLines(errors, words.fieldLabels)
            }}
          />
        )}
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
            {newVersion ? 'Create new version' : submitWords[way]}
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

/** As high as what comes, so that the buttons do not stand where one is about to press. */
function PolicyToCome() {
  return (
    <div className="min-h-[70rem]">
      <LoadingState label="Key, use, life and renewal" lines={8} />
    </div>
  )
}

function SummaryToCome() {
  return (
    <Panel title="What will be sent">
      <p className="text-ink-2">Gathered here as you fill the form.</p>
    </Panel>
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
