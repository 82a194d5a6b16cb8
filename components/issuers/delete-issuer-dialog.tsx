'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { RightNote } from '#components/certificates/right-note.tsx'
import { asWriteFailure } from '#components/certificates/write-words.ts'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { Banner } from '#components/ui/banner.tsx'
import { ConfirmByName } from '#components/ui/confirm-by-name.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { paths } from '#lib/base/paths.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { deleteIssuer, issuerUsesQuery, refreshIssuers } from '#lib/features/issuers/client.ts'
import type { IssuerUses } from '#lib/features/issuers/schema.ts'

interface DeleteIssuerDialogProps {
  vault: string
  name: string
  onClose: () => void
}

/** Deletes an issuer for good, after the certificates that hang on it were shown and its name typed. */
export function DeleteIssuerDialog({ vault, name, onClose }: DeleteIssuerDialogProps) {
  const router = useRouter()
  const queryClient = useQueryClient()
  const read = useRead(issuerUsesQuery(vault, name))
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  // Without an answer nobody knows yet what would break; with a refusal nobody can know.
  const waiting = read.data === undefined && read.failure === null

  const confirm = async () => {
    if (waiting) return
    setBusy(true)
    setFailure(null)
    const uses = read.data?.uses.map((use) => use.name) ?? null
    const result = await deleteIssuer({ vault, name, confirm: name, uses })
    if (!result.ok) {
      setFailure(result.failure)
      setBusy(false)
      if (result.failure.code === 'conflict') read.retry()
      return
    }
    showToast({ tone: 'ok', title: `${name} is deleted` })
    router.push(paths.vault(vault).issuers)
    await refreshIssuers(queryClient, vault)
  }

  return (
    <ConfirmByName
      open
      onClose={onClose}
      title={`Delete ${name}`}
      name={name}
      confirmLabel="Delete issuer"
      busy={busy}
      onConfirm={() => void confirm()}
      description="The vault forgets the account and its credential at once. It cannot be recovered: an issuer of the same name has to be set up again."
      error={
        failure !== null && (
          <FailurePanel failure={asWriteFailure(failure)} className="flex-wrap!" />
        )
      }
    >
      {waiting && <LoadingState label={`Looking where ${name} is used`} lines={2} />}
      {read.data !== undefined && <WhatBreaks uses={read.data} />}
      {read.data === undefined && read.failure !== null && (
        <Banner tone="warn" title="Where it is used could not be found out">
          {read.failure.detail} Certificates that name it would no longer renew.
        </Banner>
      )}
      <RightNote
        plane="data"
        right="certificates/deleteissuers"
        builtInRole="Key Vault Certificates Officer"
      />
      <ShowAsCode writes={() => [{ kind: 'delete-issuer', vault, issuer: name }]} />
    </ConfirmByName>
  )
}

function WhatBreaks({ uses: { uses, unread } }: { uses: IssuerUses }) {
  const hidden =
    unread.length === 0
      ? ''
      : ` ${unread.length} ${unread.length === 1 ? 'certificate' : 'certificates'} could not be read and may use it as well.`
  if (uses.length === 0) {
    return (
      <Banner tone={unread.length === 0 ? 'ok' : 'warn'} title="No certificate is known to use it">
        No policy in this vault names it.{hidden}
      </Banner>
    )
  }
  return (
    <Banner
      tone="bad"
      title={
        uses.length === 1
          ? '1 certificate would no longer renew'
          : `${uses.length} certificates would no longer renew`
      }
    >
      <ul
        aria-label="Certificates that name it"
        className="mt-1 max-h-40 list-disc overflow-y-auto pl-4"
      >
        {uses.map((use) => (
          <li key={use.name} className="font-mono text-xs leading-5">
            {use.name}
          </li>
        ))}
      </ul>
      <p className="mt-1">
        {uses.length === 1
          ? 'It stays valid until its end. Give its policy another issuer first.'
          : 'They stay valid until their end. Give their policies another issuer first.'}
        {hidden}
      </p>
    </Banner>
  )
}
