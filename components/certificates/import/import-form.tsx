'use client'

import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { faultLines } from '#components/code/fault-lines.ts'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { FileField } from '#components/ui/file-field.tsx'
import { FormActions, FormSection } from '#components/ui/form-section.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { PasswordField } from '#components/ui/password-field.tsx'
import { RadioCards } from '#components/ui/radio-cards.tsx'
import { TagEditor } from '#components/ui/tag-editor.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { type Checked, useForm } from '#components/ui/use-form.ts'
import { toBase64 } from '#lib/base/encodings.ts'
import { paths } from '#lib/base/paths.ts'
import { tagLimits } from '#lib/domain/certificates/tags.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { importCertificate, refreshCertificates } from '#lib/features/certificates/client.ts'
import { forgetDraft, keepDraft, readDraft } from '../create/draft-store.ts'
import { fieldMessages, isAllAtFields } from '../field-messages.ts'
import { fromTagPairs } from '../fields/tag-pairs.ts'
import { NameTakenNote } from '../name-taken-note.tsx'
import { exportChoices } from '../policy-form/choices.tsx'
import { RightNote } from '../right-note.tsx'
import {
  checkImport,
  emptyImportValues,
  fileProblem,
  type ImportValues,
  importFieldOf,
  suggestImportName,
} from './import-model.ts'
import { importWrite } from './import-write.ts'
import { ImportSummary } from './summary.tsx'
import { type PreviewState, useImportPreview } from './use-import-preview.ts'

const loadSendFailure = () => import('../send-failure.tsx').then((module) => module.SendFailure)
const SendFailure = dynamic(loadSendFailure, { ssr: false })

const loadFailurePanel = () =>
  import('#components/shell/failure-panel.tsx').then((module) => module.FailurePanel)
const FailurePanel = dynamic(loadFailurePanel, { ssr: false })
const loadChainPreview = () => import('./chain-preview.tsx').then((module) => module.ChainPreview)
const ChainPreview = dynamic(loadChainPreview, { ssr: false })
const EntryChoice = dynamic(
  () => import('./entry-choice.tsx').then((module) => module.EntryChoice),
  { ssr: false },
)

/** Ahead of its use, and so that a later loss of the network does not hide what failed. */
function prepare() {
  void Promise.allSettled([loadSendFailure(), loadFailurePanel(), loadChainPreview()])
}

const check = async (values: ImportValues): Promise<Checked<ImportValues, ImportValues>> => {
  const errors = checkImport(values)
  return Object.keys(errors).length === 0 ? { ok: true, input: values } : { ok: false, errors }
}

interface ImportFormProps {
  vault: string
  /** Fixed when the file is to be the next version of an existing certificate. */
  name: string | null
}

/** Imports a PFX or PEM file: it is read and shown first, then sent. Nothing typed is lost on the way. */
export function ImportForm({ vault, name }: ImportFormProps) {
  const router = useRouter()
  const queryClient = useQueryClient()
  const { state, read } = useImportPreview()
  const [file, setFile] = useState<File | null>(null)
  const [password, setPassword] = useState('')
  // With which the file was last opened: what is said of another one is no fault of this.
  const [tried, setTried] = useState('')
  const [chosen, setChosen] = useState(0)
  const [sent, setSent] = useState<Failure | null>(null)
  const passwordRef = useRef<HTMLInputElement>(null)
  const form = useForm({ ...emptyImportValues, name: name ?? '' }, check)
  const { values } = form
  const first = useRef(values)
  const place = { vault, name, way: 'import' } as const

  // biome-ignore lint/correctness/useExhaustiveDependencies: once; the server knows nothing of what was typed here before.
  useEffect(() => {
    const kept = readDraft(place, emptyImportValues)
    if (kept === null) return
    if (name === null) form.set('name', kept.name)
    form.set('exportable', kept.exportable)
    form.set('tags', kept.tags)
    // What comes back wrong is marked as it was when it was typed.
    void form.judgeLeft(kept.name === '' ? ['tags'] : ['name', 'tags'])
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed is kept, never the file or its password.
  useEffect(() => {
    if (values !== first.current) keepDraft(place, values)
  }, [values])

  const entries = state.status === 'ready' ? state.preview.entries : []
  const entry = entries.find((other) => other.index === chosen) ?? entries[0] ?? null
  const fileErrors = errorsOf(state, sent, file, form.submitted)

  const open = async (nextFile: File | null, nextPassword: string): Promise<PreviewState> => {
    setSent(null)
    setTried(nextPassword)
    const next = await read(nextFile, nextPassword)
    if (next.status === 'ready') {
      const first = next.preview.entries[0]
      if (first !== undefined) {
        setChosen(first.index)
        if (form.latest.current.name === '') form.set('name', suggestImportName(first))
      }
    } else if (next.status === 'failed' && next.failure.fields?.password !== undefined) {
      passwordRef.current?.focus()
    }
    return next
  }

  const send = async (typed: ImportValues) => {
    setSent(null)
    if (file === null) return form.refuse({})
    const ready = state.status === 'ready' ? state : await open(file, password)
    if (ready.status !== 'ready') return
    const bytes = await file.arrayBuffer().catch(() => null)
    if (bytes === null) return setSent(vanished)
    const result = await importCertificate({
      vault,
      name: typed.name,
      file: toBase64(new Uint8Array(bytes)),
      password,
      entry: entry?.index ?? 0,
      enabled: true,
      exportable: typed.exportable,
      tags: fromTagPairs(typed.tags),
    })
    if (result.ok) {
      forgetDraft(place)
      await refreshCertificates(queryClient, vault)
      showToast({ tone: 'ok', title: `${typed.name} is imported` })
      router.push(paths.vault(vault).certificate(typed.name))
      return
    }
    const at = new Map(
      fieldMessages(result.failure).map(([path, message]) => [importFieldOf(path), message]),
    )
    form.refuse({ name: at.get('name'), tags: at.get('tags') })
    setSent(result.failure)
  }

  return (
    <form
      ref={form.ref}
      noValidate
      onSubmit={form.submit(send)}
      onFocus={prepare}
      className="grid items-start gap-x-6 gap-y-4 xl:grid-cols-[minmax(0,1fr)_19rem]"
    >
      <Panel padding="none">
        <FormSection title="File" description="Opened to show what is in it.">
          <FileField
            label="Certificate file"
            file={file}
            onChange={(next) => {
              setFile(next)
              void open(next, password)
            }}
            accept=".pfx,.p12,.pem,.crt,.cer,.key"
            prompt="PFX or PEM with its private key, up to 512 kB"
            error={fileErrors.file}
          />
          <div className="flex items-start gap-2">
            <PasswordField
              ref={passwordRef}
              label="Password of the file"
              optional
              className="flex-1"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              onKeyDown={(event) => {
                // Enter opens the file: sending it is another decision.
                if (event.key !== 'Enter' || state.status === 'ready') return
                event.preventDefault()
                void open(file, password)
              }}
              error={password === tried ? fileErrors.password : undefined}
              hint="Used to open the file. The password is not kept."
            />
            <Button
              className="mt-6"
              disabled={file === null}
              loading={state.status === 'reading'}
              onClick={() => void open(file, password)}
            >
              Open file
            </Button>
          </div>
          {state.status === 'failed' &&
            !isAllAtFields(state.failure, (path) => importFieldOf(path) !== null) && (
              <FailurePanel failure={state.failure} onRetry={() => void open(file, password)} />
            )}
        </FormSection>
        {entry !== null && (
          <FormSection title="What is in it" description="In the order the vault will keep it.">
            {entries.length > 1 && (
              <EntryChoice entries={entries} value={entry.index} onChange={setChosen} />
            )}
            <ChainPreview chain={entry.chain} complete={entry.complete} />
            <Banner tone="info" title="Renewal is yours">
              The vault cannot renew a certificate that came from elsewhere. Import the next one
              before this one ends, under the same name.
            </Banner>
          </FormSection>
        )}
        <FormSection
          title="In the vault"
          description="How it is called there, and its labels. Every reader of the vault sees them."
        >
          <TextField
            {...form.input('name')}
            label="Name"
            mono
            placeholder="www-contoso-com"
            readOnly={name !== null}
            hint={
              name === null
                ? 'Letters, digits and hyphens. An existing name gets a new version.'
                : 'A new version keeps the name.'
            }
          />
          <NameTakenNote vault={vault} failure={sent} />
          <TagEditor {...form.field('tags')} label="Tags" optional max={tagLimits.count} />
        </FormSection>
        <FormSection title="Export" description="May the private key leave the vault again?">
          <RadioCards
            label="Private key"
            name="exportable"
            value={values.exportable ? 'yes' : 'no'}
            onChange={(event) => form.set('exportable', event.target.value === 'yes')}
            options={exportChoices}
          />
        </FormSection>
      </Panel>
      <aside className="grid gap-3 xl:sticky xl:top-18 xl:row-span-2" aria-label="Summary">
        <ImportSummary vault={vault} values={values} entry={entry} />
        <RightNote
          plane="data"
          right="certificates/import"
          builtInRole="Key Vault Certificates Officer"
        />
        <ShowAsCode
          writes={() => [importWrite(vault, values, { file, entry, password })]}
          faults={() =>
            faultLines(
              {
                file: fileErrors.file ?? fileProblem(file) ?? undefined,
                password: fileErrors.password,
                ...checkImport(values),
              },
              labels,
            )
          }
        />
      </aside>
      <Panel padding="none" className="[&>div]:border-t-0">
        <FormActions
          error={
            sent !== null && (
              <SendFailure failure={sent} hasField={(path) => importFieldOf(path) !== null} />
            )
          }
        >
          <Button type="submit" variant="primary" loading={form.submitting}>
            Import certificate
          </Button>
          <LinkButton
            href={
              name === null ? paths.vault(vault).certificates : paths.vault(vault).certificate(name)
            }
          >
            Cancel
          </LinkButton>
        </FormActions>
      </Panel>
    </form>
  )
}

const labels = { file: 'File', password: 'Password', name: 'Name', tags: 'Tags' }

const vanished: Failure = {
  code: 'invalid-input',
  status: 400,
  title: 'The file cannot be read any more',
  detail: 'It was moved or changed after it was chosen.',
  nextStep: 'Choose the file again.',
  fields: { file: ['This file was moved or changed. Choose it again.'] },
}

/** The words at the file and at its password, whoever found the fault: this page, the reading, the sending. */
function errorsOf(state: PreviewState, sent: Failure | null, file: File | null, asked: boolean) {
  if (state.status === 'refused') return { file: state.message, password: undefined }
  if (file === null)
    return { file: asked ? (fileProblem(null) ?? undefined) : undefined, password: undefined }
  const messages = [
    ...(state.status === 'failed' ? fieldMessages(state.failure) : []),
    ...(sent === null ? [] : fieldMessages(sent)),
  ]
  const at = (field: string) => messages.find(([path]) => importFieldOf(path) === field)?.[1]
  return { file: at('file'), password: at('password') }
}
