'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { formatDate } from '#components/ui/format-time.ts'
import { TextLink } from '#components/ui/text-link.tsx'
import { ToneIcon } from '#components/ui/tone-icon.tsx'
import { useSettled } from '#components/ui/use-settled.ts'
import { paths } from '#lib/base/paths.ts'
import { vaultNameProblem } from '#lib/domain/vaults/name.ts'
import { failureFrom } from '#lib/features/api/client.ts'
import { vaultNameUseQuery } from '#lib/features/vault-life/client.ts'
import type { DeletedVault, VaultNameUse } from '#lib/features/vault-life/schema.ts'

interface VaultNameNoteProps {
  subscriptionId: string
  name: string
}

/** What the name meets in Azure, told while it is typed. */
export function VaultNameNote({ subscriptionId, name }: VaultNameNoteProps) {
  const settled = useSettled(name)
  const asked = subscriptionId !== '' && vaultNameProblem(settled) === null && settled === name
  const { data, error } = useQuery({
    ...vaultNameUseQuery(subscriptionId, settled),
    enabled: asked,
  })
  return (
    <div aria-live="polite" className="-mt-2 text-xs text-ink-2 empty:hidden">
      {asked && data !== undefined && <UseWords use={data} name={name} />}
      {asked && data === undefined && error !== null && (
        <Line tone="info">
          Whether it is free cannot be asked: {failureFrom(error).title}. Azure says so when the
          vault is made.
        </Line>
      )}
    </div>
  )
}

function UseWords({ use, name }: { use: VaultNameUse; name: string }) {
  if (use.state === 'deleted') return <DeletedWords deleted={use.deleted} name={name} />
  if (use.state === 'free') return <Line tone="ok">Free in all of Azure.</Line>
  if (use.state === 'invalid') return <Line tone="warn">Azure does not accept this name.</Line>
  return (
    <Line tone="warn">
      Taken: a vault somewhere in Azure has it, or a deleted one that you cannot see holds it.
      Choose another.
    </Line>
  )
}

function DeletedWords({ deleted, name }: { deleted: DeletedVault; name: string }) {
  const { purgeProtection, scheduledPurgeOn, subscriptionName } = deleted
  return (
    <Line tone="warn">
      Your deleted vault {deleted.name} in {subscriptionName} holds it
      {scheduledPurgeOn !== null && <> until {formatDate(new Date(scheduledPurgeOn))}</>}.{' '}
      {purgeProtection
        ? 'It has purge protection: recover it, or choose another name.'
        : 'Recover it, purge it, or choose another name.'}{' '}
      <TextLink href={paths.deletedVaults(name)}>Open the deleted vault</TextLink>
    </Line>
  )
}

function Line({ tone, children }: { tone: 'ok' | 'info' | 'warn'; children: ReactNode }) {
  return (
    <p className="flex max-w-prose items-start gap-1.5">
      <ToneIcon tone={tone} className="mt-px size-3.5! shrink-0" />
      <span>{children}</span>
    </p>
  )
}
