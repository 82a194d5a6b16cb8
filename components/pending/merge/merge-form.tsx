'use client'

import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { namesList } from '#components/certificates/page/words.ts'
import { RightNote } from '#components/certificates/right-note.tsx'
import { asWriteFailure } from '#components/certificates/write-words.ts'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { Button } from '#components/ui/button.tsx'
import { CheckboxField } from '#components/ui/checkbox-field.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { FilesField } from '#components/ui/files-field.tsx'
import { FormActions, FormSection } from '#components/ui/form-section.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { paths } from '#lib/base/paths.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { refreshCertificates } from '#lib/features/certificates/client.ts'
import type { PendingOperation } from '#lib/features/certificates/schema.ts'
import { mergeCertificate } from '#lib/features/pending/client.ts'
import { fileWords } from './merge-words.ts'
import { answerExtensions, unpackZips } from './unpack.ts'
import { pastedName, useMergePreview } from './use-merge-preview.ts'

const FailurePanel = dynamic(
  () => import('#components/shell/failure-panel.tsx').then((module) => module.FailurePanel),
  { ssr: false },
)
const Diagnosis = dynamic(() => import('./diagnosis.tsx').then((module) => module.Diagnosis), {
  ssr: false,
})

/** How long pasted text rests before it is read, in ms. */
const restMs = 400

interface MergeFormProps {
  vault: string
  name: string
  operation: PendingOperation
}

/** The CA's answer, in whatever form it came: read and judged first, and sent only when it fits. */
export function MergeForm({ vault, name, operation }: MergeFormProps) {
  const router = useRouter()
  const client = useQueryClient()
  const { state, read } = useMergePreview({ vault, name })
  const [files, setFiles] = useState<readonly File[]>([])
  const [text, setText] = useState('')
  const [zipProblem, setZipProblem] = useState<string | null>(null)
  const [meant, setMeant] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  const merged = useRef(false)

  useEffect(
    () => () => {
      clearTimeout(rest.current)
      // Once this page has gone: it would only learn that no request is pending any more.
      if (merged.current) void refreshCertificates(client, vault)
    },
    [client, vault],
  )

  const change = (nextFiles: readonly File[], nextText: string, waitMs: number) => {
    setFiles(nextFiles)
    setText(nextText)
    setZipProblem(null)
    setMeant(false)
    setFailure(null)
    clearTimeout(rest.current)
    rest.current = setTimeout(() => void read(nextFiles, nextText), waitMs)
  }

  // What an archive holds takes its place; a fault in one leaves everything as it was.
  const choose = async (chosen: readonly File[]) => {
    const unpacked = await unpackZips(chosen)
    if (unpacked.ok) change(unpacked.files, text, 0)
    else setZipProblem(unpacked.message)
  }

  const preview = state.status === 'ready' ? state.preview : null
  const warnings = preview?.findings.filter(({ weight }) => weight === 'warning').length ?? 0
  const allowed = preview?.ready === true && (warnings === 0 || meant)

  const send = async () => {
    if (preview === null || !allowed) return
    setBusy(true)
    setFailure(null)
    const result = await mergeCertificate({
      vault,
      name,
      chain: preview.chain.map(({ der }) => der),
      despiteWarnings: meant,
    })
    if (!result.ok) {
      setFailure(result.failure)
      setBusy(false)
      return
    }
    merged.current = true
    showToast({
      tone: 'ok',
      title: `${name} is issued`,
      detail: 'The signed certificate and its chain are in the vault, with the key that it made.',
    })
    router.push(paths.vault(vault).certificate(name))
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
      className="grid items-start gap-x-6 gap-y-4 xl:grid-cols-[minmax(0,1fr)_19rem]"
    >
      <Panel padding="none">
        <div>
          <FormSection
            title="Answer of the CA"
            description="In any form and any order: the chain is put together here."
          >
            <FilesField
              label="Files"
              files={files}
              onChange={(next) => void choose(next)}
              accept={['zip', ...answerExtensions].map((one) => `.${one}`).join()}
              prompt="PEM, DER or PKCS #7 (.cer, .crt, .pem, .p7b), or a zip of them, up to 512 kB"
              error={zipProblem ?? fileError(state)}
              about={(_, place) => {
                const told = preview?.files[place]
                return told && ` · ${fileWords(told)}`
              }}
            />
            <TextArea
              label="Or paste it"
              optional
              mono
              rows={5}
              value={text}
              placeholder="-----BEGIN CERTIFICATE-----"
              onChange={(event) => change(files, event.target.value, restMs)}
              hint={pastedWords(preview?.files)}
            />
            {state.status === 'failed' && state.failure.fields?.file === undefined && (
              <FailurePanel failure={state.failure} onRetry={() => void read(files, text)} />
            )}
            {state.status === 'reading' && (
              <p role="status" className="flex items-center gap-2 text-ink-2">
                <Spinner /> Reading
              </p>
            )}
          </FormSection>
          {preview !== null && <Diagnosis preview={preview} />}
        </div>
        <FormActions
          error={
            failure !== null && (
              <FailurePanel failure={asWriteFailure(failure)} className="flex-wrap!" />
            )
          }
        >
          {preview?.ready === true && warnings > 0 && (
            <CheckboxField
              label={warnings === 1 ? 'Merge despite the warning' : 'Merge despite the warnings'}
              checked={meant}
              onChange={(event) => setMeant(event.target.checked)}
              className="w-full pb-1"
            />
          )}
          <Button type="submit" variant="primary" loading={busy} disabled={!allowed}>
            Merge
          </Button>
          <LinkButton href={paths.vault(vault).certificate(name)}>Cancel</LinkButton>
          {preview === null && state.status !== 'reading' && (
            <span className="text-xs text-ink-3">
              Possible once a certificate is proved to belong to the request.
            </span>
          )}
        </FormActions>
      </Panel>
      <aside className="grid gap-3 xl:sticky xl:top-18" aria-label="Pending request">
        <Panel title="Pending request">
          <DefinitionList
            className="max-xl:sm:grid-cols-2 xl:[&>div]:grid-cols-1"
            items={
              operation.request === null
                ? [{ term: 'Request', value: 'cannot be read' }]
                : [
                    { term: 'Subject', value: operation.request.subject, mono: true },
                    {
                      term: 'Names',
                      value: namesList(operation.request.names).join(', '),
                      mono: true,
                    },
                    { term: 'Key', value: operation.request.key },
                  ]
            }
          />
          <p className="mt-4 border-t border-line pt-3 text-xs text-ink-3">
            {`Merging makes the next version of ${name} in ${vault}, with the private key that never left it. Applications that use the name without a version take it up by themselves.`}
          </p>
        </Panel>
        <ShowAsCode
          writes={() => [
            { kind: 'merge', vault, name, chain: preview?.chain.map(({ der }) => der) ?? [] },
          ]}
          faults={() => (preview?.ready === true ? [] : ['No chain is proved yet.'])}
        />
        <RightNote
          plane="data"
          right="certificates/create"
          builtInRole="Key Vault Certificates Officer"
        />
      </aside>
    </form>
  )
}

function fileError(state: ReturnType<typeof useMergePreview>['state']): string | undefined {
  if (state.status === 'refused') return state.message
  return state.status === 'failed' ? state.failure.fields?.file?.[0] : undefined
}

function pastedWords(
  files: readonly Parameters<typeof fileWords>[0][] | undefined,
): string | undefined {
  const pasted = files?.find(({ name }) => name === pastedName)
  return pasted && fileWords(pasted)
}
