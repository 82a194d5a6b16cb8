'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ChangedMeanwhile } from '#components/certificates/changed-meanwhile.tsx'
import { fieldMessages } from '#components/certificates/field-messages.ts'
import { RightNote } from '#components/certificates/right-note.tsx'
import { SendFailure } from '#components/certificates/send-failure.tsx'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { PrincipalPicker } from '#components/principals/principal-picker.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { CheckboxField } from '#components/ui/checkbox-field.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { useForm } from '#components/ui/use-form.ts'
import { changeWords } from '#lib/domain/access/policy-change.ts'
import { updatePolicyCode } from '#lib/domain/access/policy-code.ts'
import { reapplyPermissions } from '#lib/domain/access/reapply-policy.ts'
import type { Failure } from '#lib/domain/failure.ts'
import type { Permissions } from '#lib/domain/permissions/catalogue.ts'
import { findPreset, personas, presetOf } from '#lib/domain/permissions/personas.ts'
import { permissionSet } from '#lib/domain/permissions/sets.ts'
import { templates } from '#lib/domain/permissions/templates.ts'
import { refreshAccess, updateAccessPolicy } from '#lib/features/access-policies/client.ts'
import type {
  AccessPolicies,
  PolicyRow,
  UpdateAccessPolicyInput,
} from '#lib/features/access-policies/schema.ts'
import { PermissionBoxes } from './permission-boxes.tsx'
import {
  checkPolicy,
  entryOf,
  heldBy,
  type PolicyValues,
  policyValues,
  sameHeld,
} from './policy-model.ts'

interface PolicyDialogProps {
  vault: string
  /** As it is now: what others change meanwhile is found by it. */
  policies: AccessPolicies
  /** The entry to be changed; null for a new one. */
  row: PolicyRow | null
  onClose: () => void
}

const fields: readonly string[] = ['objectId', 'applicationId', 'after']

/** Gives access by an entry, or changes what one permits; says the difference before it is sent. */
export function PolicyDialog({ vault, policies, row, onClose }: PolicyDialogProps) {
  const queryClient = useQueryClient()
  const [seen, setSeen] = useState<Permissions | null>(row?.permissions ?? null)
  const seenNow = useRef(seen)
  seenNow.current = seen
  const [failure, setFailure] = useState<Failure | null>(null)
  const form = useForm(
    policyValues(row),
    checkPolicy(vault, () => seenNow.current),
  )
  const { values } = form
  const { objectId: principal, after } = values
  const held = heldBy(policies.rows, entryOf(values))
  const overtaken = !sameHeld(held, seen)
  const changes = changeWords(seen ?? {}, after)
  const template = presetOf(after, values.template)

  /** Somebody else is meant now: what the entry permits is where the boxes begin. */
  const choose = (part: Partial<PolicyValues>) => {
    for (const [name, value] of Object.entries(part)) {
      form.set(name as keyof PolicyValues, value as PolicyValues[keyof PolicyValues])
    }
    const found = heldBy(policies.rows, entryOf({ ...values, ...part }))
    setSeen(found)
    if (found !== null) form.set('after', permissionSet(found))
    setFailure(null)
  }

  const send = async (input: UpdateAccessPolicyInput) => {
    setFailure(null)
    const result = await updateAccessPolicy(input)
    if (!result.ok) {
      setFailure(result.failure)
      if (result.failure.code === 'changed-meanwhile') await refreshAccess(queryClient, vault)
      const messages = fieldMessages(result.failure).map(([path, message]) => [
        path.split('.')[0] ?? path,
        message,
      ])
      form.refuse(Object.fromEntries(messages))
      return
    }
    await refreshAccess(queryClient, vault)
    showToast({ tone: 'ok', title: `The entry of ${principal?.name ?? 'the principal'} is saved` })
    onClose()
  }

  const entry = { tenantId: policies.tenantId, ...entryOf(values) }
  return (
    <Dialog
      open
      onClose={onClose}
      busy={form.submitting}
      size="lg"
      title={row === null ? `Give access to ${vault}` : 'Change what the entry permits'}
    >
      <form ref={form.ref} noValidate className="grid gap-4" onSubmit={form.submit(send)}>
        {row === null ? (
          <Who form={form} onChoose={choose} />
        ) : (
          <p className="font-medium break-words">
            {principal?.name ?? row.objectId}
            {row.applicationId !== null && (
              <span className="font-normal text-ink-2">
                {' '}
                through {row.application ?? row.applicationId} only
              </span>
            )}
          </p>
        )}
        {row === null && seen !== null && (
          <Banner tone="info" title="There is an entry already">
            The boxes show what it permits. Saving changes that entry.
          </Banner>
        )}
        <SelectField
          label="Template"
          value={template?.id ?? ''}
          hint={
            template === null && values.template !== ''
              ? `Begun with ${findPreset(values.template)?.name ?? 'a template'}, changed since.`
              : undefined
          }
          options={[
            { value: '', label: 'Custom' },
            ...templates.map(({ id, name }) => ({ value: id, label: name })),
            ...personas.map(({ id, name }) => ({ value: id, label: name, group: 'By who it is' })),
          ]}
          onChange={(event) => {
            const chosen = findPreset(event.target.value)
            form.set('template', event.target.value)
            if (chosen !== null) form.set('after', chosen.permissions)
          }}
        />
        <PermissionBoxes
          label="Permissions"
          value={after}
          error={form.errors.after}
          onChange={(next) => form.set('after', next)}
        />
        {overtaken ? (
          <ChangedMeanwhile
            what="this entry"
            changedOn={null}
            changes={held === null ? ['The entry was removed.'] : changeWords(seen ?? {}, held)}
            onTake={() => {
              setSeen(held)
              setFailure(null)
              form.set('after', permissionSet(held ?? {}))
            }}
            onReapply={() => {
              setSeen(held)
              setFailure(null)
              form.set('after', reapplyPermissions(seen ?? {}, after, held ?? {}))
            }}
          />
        ) : (
          <>
            {changes.length > 0 && (
              <ul aria-label="Changes" className="list-disc pl-4 text-ink-2">
                {changes.map((words) => (
                  <li key={words} className="break-words">
                    {words}
                  </li>
                ))}
              </ul>
            )}
            {failure !== null && (
              <SendFailure
                failure={failure}
                hasField={(path) => fields.includes(path.split('.')[0] ?? '')}
              />
            )}
          </>
        )}
        <div className="flex flex-wrap items-center justify-end gap-2 pb-1">
          <div className="mr-auto min-w-0 max-w-96">
            <RightNote
              plane="management"
              right="Microsoft.KeyVault/vaults/accessPolicies/write"
              builtInRole="Key Vault Contributor"
            />
            <ShowAsCode
              writes={() => {
                const write = updatePolicyCode(policies.id, entry, seen, after)
                return write === null ? [] : [write]
              }}
              faults={async () => {
                const wrong = Object.values(await form.faults()).filter((one) => one !== undefined)
                return wrong.length === 0 && changes.length === 0 ? ['Nothing is changed.'] : wrong
              }}
            />
          </div>
          <Button onClick={onClose} disabled={form.submitting}>
            Cancel
          </Button>
          <Button
            type="submit"
            variant="primary"
            data-submit
            loading={form.submitting}
            inactive={overtaken || (seen !== null && changes.length === 0)}
          >
            {seen === null ? 'Give access' : 'Save entry'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

interface WhoProps {
  form: ReturnType<typeof useForm<PolicyValues, UpdateAccessPolicyInput>>
  onChoose: (part: Partial<PolicyValues>) => void
}

/** Whom a new entry admits, and whether only through one application. */
function Who({ form, onChoose }: WhoProps) {
  const { compound, objectId, applicationId } = form.values
  return (
    <>
      <PrincipalPicker
        {...form.field('objectId')}
        label="Principal"
        value={objectId}
        onChange={(next) => onChoose({ objectId: next })}
      />
      <CheckboxField
        label="Counts through one application only"
        checked={compound}
        hint="A compound identity: neither the person alone nor the application alone gets in."
        onChange={(event) => onChoose({ compound: event.target.checked, applicationId: null })}
      />
      {compound && (
        <PrincipalPicker
          {...form.field('applicationId')}
          label="Authorized application"
          hint="Part of its name, or its whole client id."
          value={applicationId}
          accepts={(one) => one.appId !== null}
          onChange={(next) => onChoose({ applicationId: next })}
        />
      )}
    </>
  )
}
