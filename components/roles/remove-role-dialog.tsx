'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Given } from '#components/access/given.tsx'
import { RightNote } from '#components/certificates/right-note.tsx'
import { asWriteFailure } from '#components/certificates/write-words.ts'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { ConfirmByName } from '#components/ui/confirm-by-name.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { deleteAssignmentCode } from '#lib/domain/roles/assignment-code.ts'
import { deleteRole, refreshRoles } from '#lib/features/roles/client.ts'
import type { RoleRow, VaultRoles } from '#lib/features/roles/schema.ts'
import { CoveredVaults } from './covered-vaults.tsx'

interface RemoveRoleDialogProps {
  vault: string
  roles: VaultRoles
  row: RoleRow
  onClose: () => void
}

/** Takes a role away, after what it gave was said and what stays. */
export function RemoveRoleDialog({ vault, roles, row, onClose }: RemoveRoleDialogProps) {
  const queryClient = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const { role, principal, scopeWords } = row
  const who = principal.name ?? principal.id

  const remove = async () => {
    setBusy(true)
    setFailure(null)
    const result = await deleteRole({ vault, id: row.id })
    if (!result.ok) {
      setFailure(result.failure)
      setBusy(false)
      return
    }
    await refreshRoles(queryClient)
    showToast({ tone: 'ok', title: `${who} no longer has ${role.name}` })
    onClose()
  }

  const title = `Remove ${role.name}`
  const description = `${who} loses it over ${scopeWords}, within some minutes.`
  const problem = failure !== null && (
    <FailurePanel failure={asWriteFailure(failure)} className="flex-wrap!" />
  )
  if (row.inherited) {
    return (
      <ConfirmByName
        open
        onClose={onClose}
        busy={busy}
        title={title}
        description={description}
        name={scopeWords.replace(/^(resource group|subscription) /, '')}
        confirmLabel="Remove role"
        onConfirm={() => void remove()}
        error={problem}
      >
        <CoveredVaults scope={row.scope} words={scopeWords} />
        <Removal roles={roles} row={row} />
      </ConfirmByName>
    )
  }
  return (
    <Dialog
      open
      onClose={onClose}
      busy={busy}
      title={title}
      description={description}
      actions={
        <>
          <Button onClick={onClose} disabled={busy}>
            Cancel
          </Button>
          <Button variant="danger" loading={busy} onClick={() => void remove()}>
            Remove role
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Removal roles={roles} row={row} />
        {problem}
      </div>
    </Dialog>
  )
}

/** What is lost, what stays, and what it takes. */
function Removal({ roles, row }: Pick<RemoveRoleDialogProps, 'roles' | 'row'>) {
  const { role, principal } = row
  const stays = roles.rows.filter(
    (one) => one.principal.id === principal.id && one.id !== row.id && one.role.gives.length > 0,
  )
  return (
    <>
      {principal.isYou && (
        <Banner tone="warn" title="This is a role of your own">
          Whether you can give it back to yourself depends on your right to assign roles.
        </Banner>
      )}
      {role.gives.length > 0 && (
        <div className="grid gap-1">
          <p className="font-medium">It gave</p>
          <Given gives={role.gives} />
        </div>
      )}
      {stays.length > 0 && (
        <p className="text-ink-2">
          What {stays.map((one) => `${one.role.name} over ${one.scopeWords}`).join(' and ')} gives
          stays.
        </p>
      )}
      <RightNote
        plane="management"
        right="Microsoft.Authorization/roleAssignments/delete"
        builtInRole="Key Vault Data Access Administrator"
      />
      <ShowAsCode writes={() => [deleteAssignmentCode(roles.id, row.id)]} />
    </>
  )
}
