'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { fieldMessages } from '#components/certificates/field-messages.ts'
import { RightNote } from '#components/certificates/right-note.tsx'
import { SendFailure } from '#components/certificates/send-failure.tsx'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { type Checked, useForm } from '#components/ui/use-form.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { logSettingCode } from '#lib/domain/posture/log-setting.ts'
import { createLogSetting, workspacesQuery } from '#lib/features/logs/client.ts'
import {
  type CreateLogSettingInput,
  createLogSettingInput,
  type LogWorkspace,
} from '#lib/features/logs/schema.ts'
import { postureQuery } from '#lib/features/posture/client.ts'
import { vaultQuery } from '#lib/features/vaults/client.ts'
import type { PartialList, Vault } from '#lib/features/vaults/schema.ts'

interface Values {
  readonly name: string
  readonly workspaceId: string
}

const hasField = (path: string) => path === 'name' || path === 'workspaceId'

function check(vault: string) {
  return async (values: Values): Promise<Checked<Values, CreateLogSettingInput>> => {
    const checked = createLogSettingInput.safeParse({ vault, ...values })
    if (checked.success) return { ok: true, input: checked.data }
    const errors = checked.error.issues.map(({ path, message }) => [String(path[0]), message])
    return { ok: false, errors: Object.fromEntries(errors.reverse()) }
  }
}

interface SendLogsDialogProps {
  vault: string
  onClose: () => void
}

/** Has the audit log of a vault sent to a Log Analytics workspace. */
export function SendLogsDialog({ vault, onClose }: SendLogsDialogProps) {
  const workspaces = useRead(workspacesQuery())
  const read = useRead(vaultQuery(vault))
  const failure = workspaces.failure ?? read.failure
  const ready = workspaces.data !== undefined && read.data !== undefined
  const [busy, setBusy] = useState(false)
  return (
    <Dialog
      open
      onClose={onClose}
      busy={busy}
      title={`Send the audit log of ${vault}`}
      description="Who did what with its secrets, keys and certificates, from now on. It takes some minutes until the first lines arrive; Azure bills them by size."
    >
      {ready ? (
        <SendLogsForm
          vault={read.data as Vault}
          workspaces={workspaces.data as PartialList<LogWorkspace>}
          onBusy={setBusy}
          onClose={onClose}
        />
      ) : failure === null ? (
        <LoadingState label="Reading the workspaces" lines={3} />
      ) : (
        <FailurePanel
          failure={failure}
          onRetry={workspaces.failure === null ? read.retry : workspaces.retry}
          retrying={workspaces.reading || read.reading}
          className="flex-wrap!"
        />
      )}
    </Dialog>
  )
}

interface SendLogsFormProps {
  vault: Vault
  workspaces: PartialList<LogWorkspace>
  onBusy: (busy: boolean) => void
  onClose: () => void
}

function SendLogsForm({
  vault,
  workspaces: { items, failures },
  onBusy,
  onClose,
}: SendLogsFormProps) {
  const queryClient = useQueryClient()
  const [failure, setFailure] = useState<Failure | null>(null)
  // The one beside the vault is meant most of the time.
  const near = items.filter(({ subscriptionId }) => subscriptionId === vault.subscriptionId)
  const likely = near.length === 1 ? near[0] : items.length === 1 ? items[0] : undefined
  const form = useForm({ name: 'audit-log', workspaceId: likely?.id ?? '' }, check(vault.name))
  const { submitting, values } = form
  useEffect(() => onBusy(submitting), [onBusy, submitting])

  const send = async (input: CreateLogSettingInput) => {
    setFailure(null)
    const result = await createLogSetting(input)
    if (!result.ok) {
      setFailure(result.failure)
      form.refuse(Object.fromEntries(fieldMessages(result.failure)))
      return
    }
    await queryClient.invalidateQueries({ queryKey: postureQuery(vault.name).queryKey })
    showToast({ tone: 'ok', title: `The audit log of ${vault.name} is sent from now on` })
    onClose()
  }

  return (
    <form ref={form.ref} noValidate className="grid gap-4" onSubmit={form.submit(send)}>
      <SelectField
        {...form.field('workspaceId')}
        name="workspaceId"
        value={values.workspaceId}
        onChange={(event) => form.set('workspaceId', event.target.value)}
        label="Log Analytics workspace"
        hint={
          items.length === 0
            ? 'You see none. Make one in Azure first, or ask for the right to read one.'
            : failures.length > 0
              ? 'Not all subscriptions could be read.'
              : undefined
        }
        options={[
          { value: '', label: 'Choose a workspace' },
          ...items.map(({ id, name, resourceGroup, location }) => ({
            value: id,
            label: `${name} (${resourceGroup}, ${location})`,
          })),
        ]}
      />
      <TextField {...form.input('name')} label="Name of the setting" mono value={values.name} />
      {failure !== null && <SendFailure failure={failure} hasField={hasField} />}
      <div className="flex flex-wrap items-center justify-end gap-2 pb-1">
        <div className="mr-auto min-w-0 max-w-72">
          <RightNote
            plane="management"
            right="Microsoft.Insights/diagnosticSettings/write"
            builtInRole="Monitoring Contributor"
          />
          <ShowAsCode
            writes={() => (values.workspaceId === '' ? [] : [logSettingCode(vault.id, values)])}
            faults={async () =>
              Object.values(await form.faults()).filter((one) => one !== undefined)
            }
          />
        </div>
        <Button onClick={onClose} disabled={submitting}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" loading={submitting}>
          Send the log
        </Button>
      </div>
    </form>
  )
}
