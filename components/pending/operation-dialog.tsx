'use client'

import { useQueryClient } from '@tanstack/react-query'
import { usePathname, useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { RightNote } from '#components/certificates/right-note.tsx'
import { asWriteFailure } from '#components/certificates/write-words.ts'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { Button } from '#components/ui/button.tsx'
import { ConfirmByName } from '#components/ui/confirm-by-name.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { paths } from '#lib/base/paths.ts'
import { issuerKind } from '#lib/domain/certificates/policy/issuer-kind.ts'
import type { Failure } from '#lib/domain/failure.ts'
import type { ActionResult } from '#lib/features/api/client.ts'
import { refreshCertificates } from '#lib/features/certificates/client.ts'
import type { Accepted } from '#lib/features/certificates/schema.ts'
import { cancelOperation, deleteOperation } from '#lib/features/pending/client.ts'
import { whatBecomes } from './what-becomes.ts'

interface OperationDialogProps {
  act: 'cancel' | 'delete'
  vault: string
  name: string
  unissued: boolean
  issuer: string | null
  onClose: () => void
}

const role = 'Key Vault Certificates Officer'

/** Cancels or deletes an operation; says before what will happen. */
export function OperationDialog(props: OperationDialogProps) {
  const { act, vault, name, unissued, issuer, onClose } = props
  const client = useQueryClient()
  const router = useRouter()
  const pathname = usePathname()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const at = paths.vault(vault)

  const gone = useRef(false)
  // The page of a name that is gone is left first: it would only learn that its certificate is missing.
  useEffect(
    () => () => {
      if (gone.current) void refreshCertificates(client, vault)
    },
    [client, vault],
  )

  const send = async (call: () => Promise<ActionResult<Accepted>>, done: () => void) => {
    setBusy(true)
    setFailure(null)
    const result = await call()
    if (!result.ok) {
      setFailure(result.failure)
      setBusy(false)
      // Somebody else may have been faster.
      if (['not-found', 'conflict', 'pending-in-progress'].includes(result.failure.code)) {
        await refreshCertificates(client, vault)
      }
      return
    }
    done()
    if (!gone.current) await refreshCertificates(client, vault)
    onClose()
  }

  const error = failure !== null && (
    <FailurePanel failure={asWriteFailure(failure)} className="flex-wrap!" />
  )

  if (act === 'delete') {
    return (
      <ConfirmByName
        open
        onClose={onClose}
        title={`Delete the operation of ${name}`}
        name={name}
        confirmLabel="Delete operation"
        busy={busy}
        error={error}
        onConfirm={() =>
          void send(
            () => deleteOperation({ vault, name, confirm: name }),
            () => {
              showToast({ tone: 'ok', title: `The operation of ${name} is deleted` })
              if (!unissued || !pathname.startsWith(at.certificate(name))) return
              gone.current = true
              router.push(at.certificates)
            },
          )
        }
        description={
          <>
            The vault forgets it{unissued && ', and the name with it'}. It cannot be recovered.{' '}
            {lostAt(issuer)}
          </>
        }
      >
        <DefinitionList items={whatBecomes('delete-operation', unissued)} />
        <ShowAsCode writes={() => [{ kind: 'delete-operation', vault, name }]} />
        <RightNote plane="data" right="certificates/update" builtInRole={role} />
      </ConfirmByName>
    )
  }

  return (
    <Dialog
      open
      onClose={onClose}
      busy={busy}
      title={`Cancel the operation of ${name}`}
      description={`The vault is asked to stop making the next version. You can order again. ${lostAt(issuer)}`}
      actions={
        <>
          <Button onClick={onClose} disabled={busy}>
            Keep it going
          </Button>
          <Button
            variant="danger"
            loading={busy}
            onClick={() =>
              void send(
                () => cancelOperation({ vault, name }),
                () => showToast({ tone: 'ok', title: `${name}: the vault is asked to stop` }),
              )
            }
          >
            Cancel operation
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <DefinitionList items={whatBecomes('cancel', unissued)} />
        <ShowAsCode writes={() => [{ kind: 'cancel-operation', vault, name }]} />
        <RightNote plane="data" right="certificates/update" builtInRole={role} />
        {error}
      </div>
    </Dialog>
  )
}

/** What happens at the issuer, which the vault cannot undo. */
function lostAt(issuer: string | null): string {
  switch (issuerKind(issuer)) {
    case 'self':
      return ''
    case 'unknown':
      return 'A certificate that a CA signs for its request cannot be merged any more.'
    case 'integrated':
      return `An order at ${issuer} may go on there and be charged: withdraw it in your account too.`
  }
}
