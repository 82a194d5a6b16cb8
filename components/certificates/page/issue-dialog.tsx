'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { Button } from '#components/ui/button.tsx'
import { useNow } from '#components/ui/clock-provider.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { formatDate } from '#components/ui/format-time.ts'
import { showToast } from '#components/ui/toast-store.ts'
import { describeKey } from '#lib/domain/certificates/key-types.ts'
import { policyChanges, policyStamp } from '#lib/domain/certificates/policy/changes.ts'
import { draftOf } from '#lib/domain/certificates/policy/draft.ts'
import { issuerKind } from '#lib/domain/certificates/policy/issuer-kind.ts'
import { addMonths } from '#lib/domain/certificates/validity.ts'
import type { Failure } from '#lib/domain/failure.ts'
import {
  certificateQuery,
  createVersion,
  refreshCertificates,
} from '#lib/features/certificates/client.ts'
import type { Certificate, CertificatePolicy } from '#lib/features/certificates/schema.ts'
import { PolicyChangeList } from '../policy-form/policy-change-list.tsx'
import { RightNote } from '../right-note.tsx'
import { asWriteFailure } from '../write-words.ts'
import { issuerWord, keyFacts, namesList } from './words.ts'

interface IssueDialogProps {
  certificate: Certificate
  onClose: () => void
}

/** Orders the next version by the policy that the vault keeps, after it was looked at. */
export function IssueDialog({ certificate, onClose }: IssueDialogProps) {
  const queryClient = useQueryClient()
  const now = useNow()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const { vault, name, policy: held, current } = certificate
  // What the person has looked at; the vault may hold another policy by now.
  const [seen, setSeen] = useState(held)
  if (held === null || seen === null) return null
  const draft = draftOf(held)
  const changed = policyChanges(draftOf(seen), draft)

  const issue = async () => {
    if (busy) return
    setBusy(true)
    setFailure(null)
    setSeen(held)
    const result = await createVersion({ vault, name, seen: policyStamp(held) })
    if (result.ok) {
      await refreshCertificates(queryClient, vault)
      showToast({ tone: 'info', title: `A new version of ${name} is being made` })
      onClose()
      return
    }
    setFailure(result.failure)
    if (result.failure.code === 'changed-meanwhile') {
      await queryClient.invalidateQueries(certificateQuery(vault, name))
    }
    setBusy(false)
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Issue a new version of ${name}`}
      description={whatHappens(held, current !== null)}
      busy={busy}
      actions={
        <>
          <Button onClick={onClose} disabled={busy}>
            Cancel
          </Button>
          <Button variant="primary" loading={busy} onClick={() => void issue()}>
            {issuerKind(held.issuer) === 'unknown' ? 'Make the signing request' : 'Issue now'}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <DefinitionList
          items={[
            { term: 'Issuer', value: issuerWord(held.issuer) },
            { term: 'Subject', value: held.subject, mono: true },
            { term: 'Names', value: namesList(held.names).join(', '), mono: true },
            { term: 'Key', value: keyFacts(describeKey(held), held) },
            {
              term: 'Valid until',
              value:
                held.validityMonths === null
                  ? null
                  : `about ${formatDate(addMonths(new Date(now), held.validityMonths))}`,
            },
          ]}
        />
        {changed.length > 0 && (
          <div role="alert">
            <p className="font-medium">Somebody changed the policy after you had opened this:</p>
            <PolicyChangeList changes={changed} label="What they changed" />
          </div>
        )}
        {failure !== null && (
          <FailurePanel failure={asWriteFailure(failure)} className="flex-wrap!" />
        )}
        <ShowAsCode writes={() => [{ kind: 'create', vault, name, policy: draft }]} />
        <RightNote
          plane="data"
          right="certificates/create"
          builtInRole="Key Vault Certificates Officer"
        />
      </div>
    </Dialog>
  )
}

function whatHappens({ issuer, reuseKey }: CertificatePolicy, exists: boolean): string {
  const then = exists
    ? ' It becomes the current one; the version before stays and keeps working.'
    : ''
  const key = reuseKey ? 'the same key' : 'a new key'
  switch (issuerKind(issuer)) {
    case 'self':
      return `The vault makes it at once by its policy, with ${key}.${then}`
    case 'unknown':
      return `The vault makes ${key} and a signing request, and waits until the certificate that your CA signs is merged.`
    case 'integrated':
      return `The vault orders it from ${issuer} by its policy, with ${key}. The CA may charge for it.${then}`
  }
}
