'use client'

import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { fieldMessages } from '#components/certificates/field-messages.ts'
import { RightNote } from '#components/certificates/right-note.tsx'
import { SendFailure } from '#components/certificates/send-failure.tsx'
import { faultLines } from '#components/code/fault-lines.ts'
import { Button } from '#components/ui/button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { SwitchField } from '#components/ui/switch-field.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { useForm } from '#components/ui/use-form.ts'
import { useLeaveWarning } from '#components/ui/use-leave-warning.ts'
import { issuerChange, issuerChangeWords } from '#lib/domain/certificates/issuers/changes.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { refreshIssuers, updateIssuer } from '#lib/features/issuers/client.ts'
import type { Issuer } from '#lib/features/issuers/schema.ts'
import { AccountFields, AdministratorFields, OrganizationFields } from './issuer-fields.tsx'
import { checkIssuerForm, issuerErrors, issuerFieldOf, issuerLabels } from './issuer-model.ts'
import { issuerChangeWrite } from './issuer-write.ts'

const ShowAsCode = dynamic(
  () => import('#components/code/show-as-code.tsx').then((module) => module.ShowAsCode),
  { ssr: false },
)

const check = checkIssuerForm(false)

/** Changes an issuer. What is not touched is not sent, the credential above all. */
export function IssuerSettings({ issuer }: { issuer: Issuer }) {
  const [saved, setSaved] = useState(0)
  // What was typed goes only when it was saved: then the form begins again with what the vault has.
  return <SettingsForm key={saved} issuer={issuer} onSaved={() => setSaved(saved + 1)} />
}

function SettingsForm({ issuer, onSaved }: { issuer: Issuer; onSaved: () => void }) {
  const queryClient = useQueryClient()
  const [failure, setFailure] = useState<Failure | null>(null)
  const { vault, name } = issuer
  const [before] = useState({
    accountId: issuer.accountId ?? '',
    organizationId: issuer.organizationId ?? '',
    administrators: issuer.administrators,
    enabled: issuer.enabled,
  })
  const form = useForm({ ...before, name, provider: issuer.provider, credential: '' }, check)
  const change = issuerChange(before, form.values)
  const words = issuerChangeWords(before, change)
  const dirty = words.length > 0
  useLeaveWarning(dirty)

  const save = async () => {
    if (!dirty) return
    setFailure(null)
    const { administrators, ...rest } = change
    const result = await updateIssuer({
      vault,
      name,
      ...rest,
      ...(administrators === undefined ? {} : { administrators: [...administrators] }),
    })
    if (!result.ok) {
      form.refuse(issuerErrors(Object.fromEntries(fieldMessages(result.failure))))
      setFailure(result.failure)
      return
    }
    await refreshIssuers(queryClient, vault)
    showToast({ tone: 'ok', title: `${name} is changed` })
    onSaved()
  }

  return (
    <Panel title="Settings" padding="none">
      <form
        ref={form.ref}
        noValidate
        aria-label={`Settings of ${name}`}
        onSubmit={form.submit(save)}
      >
        <div className="grid gap-4 p-4">
          <SwitchField
            label="Enabled"
            checked={form.values.enabled}
            onChange={(event) => form.set('enabled', event.target.checked)}
            hint="While disabled, nothing is ordered or renewed through it."
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <AccountFields form={form} isNew={false} />
            <OrganizationFields form={form} isNew={false} />
          </div>
          <AdministratorFields form={form} isNew={false} />
        </div>
        <div className="grid gap-3 border-t border-line px-4 py-3">
          {failure !== null && (
            <SendFailure failure={failure} hasField={(path) => issuerFieldOf(path) !== null} />
          )}
          {dirty && (
            <ul aria-label="Changes" className="list-disc pl-4 text-ink-2">
              {words.map((word) => (
                <li key={word}>{word}</li>
              ))}
            </ul>
          )}
          <div className="flex flex-wrap items-center gap-2">
            <Button type="submit" variant="primary" loading={form.submitting} disabled={!dirty}>
              Save
            </Button>
            <Button disabled={!dirty || form.submitting} onClick={onSaved}>
              Discard
            </Button>
            {dirty && (
              <ShowAsCode
                writes={() => [issuerChangeWrite(issuer, change)]}
                faults={async () => faultLines(await form.faults(), issuerLabels(issuer.provider))}
              />
            )}
            <div className="ml-auto min-w-0 max-w-96 max-sm:ml-0">
              <RightNote
                plane="data"
                right="certificates/setissuers"
                builtInRole="Key Vault Certificates Officer"
              />
            </div>
          </div>
        </div>
      </form>
    </Panel>
  )
}
