'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { focusFault } from '#components/ui/focus-fault.ts'
import { PasswordField } from '#components/ui/password-field.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import {
  chainReasonProblem,
  exportReasonLimits,
  exportReasonProblem,
  pfxPasswordProblem,
} from '#lib/domain/certificates/export-reason.ts'
import type { Failure } from '#lib/domain/failure.ts'
import type { CertificateWrite } from '#lib/domain/show-as-code/write.ts'
import { type Download, failureFrom } from '#lib/features/api/client.ts'
import {
  exportChain,
  exportPrivate,
  refreshCertificates,
} from '#lib/features/certificates/client.ts'
import type { CertificateVersion, VersionRef } from '#lib/features/certificates/schema.ts'
import { isAllAtFields } from '../field-messages.ts'
import { RightNote } from '../right-note.tsx'
import { saveFile } from './save-file.ts'

interface ExportDialogProps {
  version: CertificateVersion
  initialFormat: ExportFormat
  onClose: () => void
}

export type ExportFormat = 'pfx' | 'pem' | 'chain-pem' | 'chain-p7b'

const formats: Readonly<Record<ExportFormat, { label: string; hint: string }>> = {
  pfx: {
    label: 'PFX',
    hint: 'Key, certificate and chain in one PKCS #12 file. Java 9 and later open it as a keystore.',
  },
  pem: { label: 'PEM', hint: 'Unencrypted key, certificate and chain as text, leaf first.' },
  'chain-pem': { label: 'PEM', hint: 'Certificate and its issuers as text, leaf first.' },
  'chain-p7b': { label: 'PKCS #7', hint: 'Certificate and its issuers in one binary .p7b file.' },
}

/**
 * Takes out of the vault what only the secret of a certificate holds, after asking why: the chain, with the
 * private key or without.
 */
export function ExportDialog({ version, initialFormat, onClose }: ExportDialogProps) {
  const queryClient = useQueryClient()
  const [format, setFormat] = useState(initialFormat)
  const withKey = format === 'pfx' || format === 'pem'
  const choices: readonly ExportFormat[] = withKey ? ['pfx', 'pem'] : ['chain-pem', 'chain-p7b']
  const [reason, setReason] = useState('')
  const [password, setPassword] = useState('')
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [refusals, setRefusals] = useState(0)
  const formRef = useRef<HTMLFormElement>(null)

  // Drawn by now: the first field that says it is wrong takes the focus.
  useEffect(() => {
    if (refusals > 0) focusFault(formRef.current)
  }, [refusals])

  const reasonProblem = withKey ? exportReasonProblem(reason) : chainReasonProblem(reason)
  const passwordProblem = format === 'pfx' ? pfxPasswordProblem(password) : null
  const at = (field: string) => failure?.fields?.[field]?.[0]

  const submit = async () => {
    setAsked(true)
    if (busy) return
    if (reasonProblem !== null || passwordProblem !== null) {
      setRefusals((count) => count + 1)
      return
    }
    setBusy(true)
    setFailure(null)
    try {
      const ask = {
        vault: version.vault,
        name: version.name,
        version: version.version,
        reason: reason.trim(),
      }
      const file = await fetchFile(format, ask, password)
      saveFile(file)
      showToast({
        tone: 'ok',
        title: `${file.fileName} is downloaded`,
        ...(withKey && {
          detail: 'It holds the private key. Delete it when it is no longer needed.',
        }),
      })
      void refreshCertificates(queryClient, version.vault)
      onClose()
    } catch (error) {
      setFailure(failureFrom(error))
      setBusy(false)
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      busy={busy}
      title={`Export ${version.name} with its ${withKey ? 'private key' : 'chain'}`}
      description={
        withKey
          ? 'Whoever has the file can act as this certificate, and no one can call it back. Your name and the reason are recorded.'
          : 'The vault keeps the chain in one place only: the secret of the certificate, beside its key. The console reads that secret, takes the certificates out and drops the key. Your name and the reason are recorded.'
      }
    >
      <form
        ref={formRef}
        noValidate
        className="grid gap-4 pb-1"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <TextArea
          label="Reason"
          rows={2}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          maxLength={exportReasonLimits.max}
          placeholder={
            withKey
              ? 'Install on the load balancer lb-eu-2, change CHG-4711'
              : 'Trust list of the partner gateway, change CHG-4711'
          }
          error={asked ? (reasonProblem ?? at('reason')) : at('reason')}
        />
        <Segmented
          label="Format"
          name="export-format"
          value={format}
          onChange={({ target }) =>
            setFormat(choices.find((choice) => choice === target.value) ?? format)
          }
          options={choices.map((value) => ({ value, label: formats[value].label }))}
          hint={formats[format].hint}
        />
        {format === 'pfx' && (
          <PasswordField
            label="Password for the file"
            optional
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            error={passwordProblem ?? at('password')}
            hint="Without one the file opens with an empty password, as the vault gives it. Used once, not kept."
          />
        )}
        {failure !== null && !isAllAtFields(failure, (path) => path in known) && (
          <FailurePanel failure={failure} className="flex-wrap!" />
        )}
        <div className="flex flex-wrap items-end justify-between gap-3">
          <div className="max-w-72">
            <RightNote plane="data" right="secrets/get" builtInRole="Key Vault Secrets User" />
          </div>
          {withKey && (
            <ShowAsCode
              writes={() => [exportWrite(version, format, password !== '')]}
              faults={() => (passwordProblem === null ? [] : [passwordProblem])}
            />
          )}
          <div className="ml-auto flex gap-2">
            <Button onClick={onClose} disabled={busy}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" loading={busy}>
              Export
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  )
}

function exportWrite(
  { vault, name, version, policy }: CertificateVersion,
  format: 'pfx' | 'pem',
  hasPassword: boolean,
): CertificateWrite {
  const protect = format === 'pfx' && hasPassword
  const stored = policy?.contentType ?? null
  return { kind: 'export-private', vault, name, version, stored, format, protect }
}

/** A private export or one of the chain alone. Throws `FailureError`. */
function fetchFile(
  format: ExportFormat,
  ask: VersionRef & { readonly reason: string },
  password: string,
): Promise<Download> {
  switch (format) {
    case 'chain-pem':
      return exportChain({ ...ask, format: 'pem' })
    case 'chain-p7b':
      return exportChain({ ...ask, format: 'p7b' })
    default:
      return exportPrivate({ ...ask, format, password: format === 'pfx' ? password : '' })
  }
}

const known: Readonly<Record<string, true>> = { reason: true, password: true }
