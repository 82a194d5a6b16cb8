'use client'

import { useState } from 'react'
import { RightNote } from '#components/certificates/right-note.tsx'
import { asWriteFailure } from '#components/certificates/write-words.ts'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { ConfirmByName } from '#components/ui/confirm-by-name.tsx'
import { permissionModelCode } from '#lib/domain/access/migration-words.ts'
import type { Failure } from '#lib/domain/failure.ts'
import type { MigrationReport } from '#lib/features/permission-model/schema.ts'
import { modelWords } from './migration-model.ts'

interface SwitchDialogProps {
  vault: string
  vaultId: string
  to: MigrationReport['to']
  /** What is lost at this moment, and by how many. */
  warning: string | null
  onSwitch: () => Promise<Failure | null>
  onClose: () => void
}

/** Switches the vault, after its name was typed: from then on the other model decides. */
export function SwitchDialog({
  vault,
  vaultId,
  to,
  warning,
  onSwitch,
  onClose,
}: SwitchDialogProps) {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const confirm = async () => {
    setBusy(true)
    setFailure(null)
    const found = await onSwitch()
    setBusy(false)
    if (found === null) onClose()
    else setFailure(found)
  }
  return (
    <ConfirmByName
      open
      onClose={onClose}
      title={`Let ${modelWords[to]} decide on ${vault}`}
      name={vault}
      confirmLabel="Switch the vault"
      busy={busy}
      onConfirm={() => void confirm()}
      description={
        to === 'rbac'
          ? 'Access policies stop counting at once. They stay in the vault, so that it can be switched back.'
          : 'Roles stop giving anything of the data at once. They stay assigned, so that it can be switched back.'
      }
      error={
        failure !== null && (
          <FailurePanel failure={asWriteFailure(failure)} className="flex-wrap!" />
        )
      }
    >
      {warning !== null && <Banner tone="warn" title={warning} />}
      <RightNote
        plane="management"
        right="Microsoft.KeyVault/vaults/write"
        builtInRole="Key Vault Contributor"
      />
      <p className="text-xs text-ink-3">
        Azure asks for{' '}
        <code className="font-mono text-[0.6875rem] break-words">
          Microsoft.Authorization/roleAssignments/write
        </code>{' '}
        as well, which Owner and User Access Administrator have.
      </p>
      <ShowAsCode writes={() => [permissionModelCode(vaultId, to)]} />
    </ConfirmByName>
  )
}
