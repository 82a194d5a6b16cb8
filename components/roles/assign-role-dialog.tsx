'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Given } from '#components/access/given.tsx'
import { fieldMessages } from '#components/certificates/field-messages.ts'
import { RightNote } from '#components/certificates/right-note.tsx'
import { SendFailure } from '#components/certificates/send-failure.tsx'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { PrincipalPicker } from '#components/principals/principal-picker.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { RadioCards } from '#components/ui/radio-cards.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { useForm } from '#components/ui/use-form.ts'
import { givenByRole } from '#lib/domain/access/given-operations.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { createAssignmentCode } from '#lib/domain/roles/assignment-code.ts'
import { findBuiltInRole } from '#lib/domain/roles/built-in-roles.ts'
import { scopeWords } from '#lib/domain/roles/scope.ts'
import { createRole, refreshRoles } from '#lib/features/roles/client.ts'
import type { CreateRoleInput, VaultRoles } from '#lib/features/roles/schema.ts'
import {
  assignmentOf,
  checkAssignment,
  emptyAssignment,
  isAssignField,
  rolesFor,
  scopeAbove,
} from './assign-role-model.ts'
import { CoveredVaults } from './covered-vaults.tsx'

interface AssignRoleDialogProps {
  vault: string
  roles: VaultRoles
  onClose: () => void
}

/** Gives somebody a built-in role of Key Vault, over the vault, one object in it, or what holds it. */
export function AssignRoleDialog({ vault, roles, onClose }: AssignRoleDialogProps) {
  const queryClient = useQueryClient()
  // Named once: what is sent again after no answer came makes no second assignment.
  const [id] = useState(() => crypto.randomUUID())
  const [failure, setFailure] = useState<Failure | null>(null)
  const form = useForm(emptyAssignment, checkAssignment(vault, id))
  const { principalId: principal, over, area, object, roleId } = form.values
  const role = findBuiltInRole(roleId)

  const send = async (input: CreateRoleInput) => {
    setFailure(null)
    const result = await createRole(input)
    if (!result.ok) {
      setFailure(result.failure)
      const messages = fieldMessages(result.failure).map(([path, message]) => [
        path.split('.')[0] ?? path,
        message,
      ])
      form.refuse(Object.fromEntries(messages))
      return
    }
    await refreshRoles(queryClient)
    showToast({ tone: 'ok', title: `${principal?.name ?? 'The principal'} has ${role?.name}` })
    onClose()
  }

  const objects = over === 'object'
  const above = scopeAbove(roles.id, form.values)
  const placeWords =
    over === 'subscription' ? `subscription ${roles.subscriptionName}` : scopeWords(above ?? '')
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Assign a role on ${vault}`}
      size="lg"
      busy={form.submitting}
    >
      <form ref={form.ref} noValidate className="grid gap-4" onSubmit={form.submit(send)}>
        <PrincipalPicker
          {...form.field('principalId')}
          label="Principal"
          value={principal}
          onChange={(next) => form.set('principalId', next)}
        />
        <div className="grid items-start gap-4">
          <Segmented
            {...form.input('over')}
            label="Over"
            options={[
              { value: 'vault', label: 'The whole vault' },
              { value: 'object', label: 'One object' },
              { value: 'resource-group', label: 'Resource group' },
              { value: 'subscription', label: 'Subscription' },
            ]}
          />
          {objects && (
            <div className="grid grid-cols-[8rem_minmax(0,1fr)] gap-2">
              <SelectField
                label="Kind"
                name="area"
                value={area}
                onChange={(event) => {
                  const { value } = event.target
                  form.set('area', value === 'keys' || value === 'certificates' ? value : 'secrets')
                }}
                options={[
                  { value: 'secrets', label: 'Secret' },
                  { value: 'keys', label: 'Key' },
                  { value: 'certificates', label: 'Certificate' },
                ]}
              />
              <TextField {...form.input('object')} value={object} label="Name" mono />
            </div>
          )}
        </div>
        {above !== null && <CoveredVaults scope={above} words={placeWords} />}
        <div className="-mx-1 max-h-72 overflow-y-auto px-1 pb-1">
          <RadioCards
            {...form.input('roleId')}
            label="Role"
            columns={1}
            options={rolesFor(over).map(({ id: value, name, allows }) => ({
              value,
              label: name,
              description: allows,
            }))}
          />
        </div>
        {role !== null && principal !== null && (
          <Effect
            who={principal.name ?? 'The principal'}
            over={
              objects
                ? `${area.replace(/s$/, '')} ${object || '…'}`
                : above === null
                  ? vault
                  : placeWords
            }
            gives={givenByRole(role)}
            dormant={roles.permissionModel === 'access-policies'}
          />
        )}
        {failure !== null && <SendFailure failure={failure} hasField={isAssignField} />}
        <div className="flex flex-wrap items-center justify-end gap-2 pb-1">
          <div className="mr-auto min-w-0 max-w-96">
            <RightNote
              plane="management"
              right="Microsoft.Authorization/roleAssignments/write"
              builtInRole="Key Vault Data Access Administrator"
            />
            <ShowAsCode
              writes={() => {
                const assignment = assignmentOf(roles.id, id, form.values)
                return assignment === null ? [] : [createAssignmentCode(assignment)]
              }}
              faults={async () =>
                Object.values(await form.faults()).filter((one) => one !== undefined)
              }
            />
          </div>
          <Button onClick={onClose} disabled={form.submitting}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" loading={form.submitting}>
            Assign role
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

interface EffectProps {
  who: string
  over: string
  gives: ReturnType<typeof givenByRole>
  /** The vault asks its access policies, so that the role would give nothing of its data. */
  dormant: boolean
}

/** What becomes of it, before it is sent. */
function Effect({ who, over, gives, dormant }: EffectProps) {
  if (gives.length === 0) {
    return (
      <Banner tone="info" title={`${who} may manage, and gets none of the data`}>
        The role counts on the management plane.
      </Banner>
    )
  }
  return (
    <Banner
      tone={dormant ? 'warn' : 'info'}
      title={
        dormant ? 'Without effect as long as access policies decide' : `${who} gains over ${over}`
      }
    >
      {dormant && (
        <p>This vault asks its access policies. From the day it asks roles, {who} has:</p>
      )}
      <Given gives={gives} />
    </Banner>
  )
}
