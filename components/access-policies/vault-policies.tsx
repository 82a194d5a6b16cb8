'use client'

import UserPlus from 'lucide-react/icons/user-plus'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { NamesNotice } from '#components/access/names-notice.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { useUrlState } from '#components/shell/use-url-state.ts'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { SearchField } from '#components/ui/table-toolbar.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { paths } from '#lib/base/paths.ts'
import { policiesMax } from '#lib/domain/access/policy-change.ts'
import { accessPoliciesQuery } from '#lib/features/access-policies/client.ts'
import type { AccessPolicies, PolicyRow } from '#lib/features/access-policies/schema.ts'
import { PolicyList, policyKey } from './policy-list.tsx'

const PolicyDialog = dynamic(
  () => import('./policy-dialog.tsx').then((module) => module.PolicyDialog),
  { ssr: false },
)
const RemoveDialog = dynamic(
  () => import('./remove-dialog.tsx').then((module) => module.RemoveDialog),
  { ssr: false },
)
const PolicySelection = dynamic(
  () => import('./policy-selection.tsx').then((module) => module.PolicySelection),
  { ssr: false },
)

/** Whom a vault's access policies admit and to what, and the ways to change it. */
export function VaultPolicies({ vault }: { vault: string }) {
  const { data, failure, reading, retry } = useRead(accessPoliciesQuery(vault))
  if (data !== undefined) return <Loaded vault={vault} data={data} />
  if (failure !== null) {
    return <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
  }
  return (
    <Panel padding="none">
      <LoadingState label={`Reading the access policies of ${vault}`} lines={8} />
    </Panel>
  )
}

function Loaded({ vault, data }: { vault: string; data: AccessPolicies }) {
  const [query, setQuery] = useUrlState()
  const [editing, setEditing] = useState<PolicyRow | 'new' | null>(
    () => data.rows.find(({ objectId }) => objectId === query.get('edit')) ?? null,
  )
  const [removing, setRemoving] = useState<readonly PolicyRow[] | null>(null)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const search = query.get('q') ?? ''
  const rows = data.rows.filter((row) => matches(row, search))
  const chosen = data.rows.filter((row) => selected.has(policyKey(row)))
  const unknown = data.rows.filter((row) => row.principal.isUnknown)
  return (
    <div className="grid gap-4">
      {data.permissionModel === 'rbac' && (
        <Banner tone="info" title="This vault asks Azure roles">
          Its access policies are kept without effect.{' '}
          <TextLink href={paths.vault(vault).roles}>Roles decide</TextLink>.
        </Banner>
      )}
      <NamesNotice unread={data.directoryUnread} />
      {unknown.length > 0 && (
        <Banner
          tone="warn"
          title={
            unknown.length === 1
              ? '1 entry admits nobody the directory knows'
              : `${unknown.length} entries admit nobody the directory knows`
          }
        >
          Deleted, or of another tenant.{' '}
          <Button size="sm" className="mt-2 block" onClick={() => setRemoving(unknown)}>
            {unknown.length === 1 ? 'Remove it' : `Remove all ${unknown.length}`}
          </Button>
        </Banner>
      )}
      <Panel
        title="Access policies"
        note={`${data.rows.length.toLocaleString('en-GB')} of ${policiesMax.toLocaleString('en-GB')}`}
        padding="none"
        actions={
          <Button
            size="sm"
            variant="primary"
            icon={<UserPlus aria-hidden />}
            aria-haspopup="dialog"
            onClick={() => setEditing('new')}
          >
            Give access
          </Button>
        }
      >
        {data.rows.length > 0 && (
          <div className="border-b border-line px-4 py-2.5">
            <SearchField
              label="Name, address, id, permission"
              value={search}
              onChange={(q) => setQuery({ q: q === '' ? null : q })}
              className="w-full sm:w-70"
            />
          </div>
        )}
        <PolicyList
          rows={rows}
          groups={data.groups}
          empty={
            data.rows.length === 0
              ? 'No entry: nobody gets in by an access policy.'
              : `Nothing here matches “${search.trim()}”.`
          }
          selected={selected}
          onSelect={setSelected}
          onEdit={setEditing}
          onRemove={(row) => setRemoving([row])}
        />
      </Panel>
      {chosen.length > 0 && (
        <PolicySelection
          vault={vault}
          policies={data}
          rows={chosen}
          onClear={() => setSelected(new Set())}
          onRemove={() => setRemoving(chosen)}
        />
      )}
      {editing !== null && (
        <PolicyDialog
          vault={vault}
          policies={data}
          row={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
      {removing !== null && (
        <RemoveDialog
          vault={vault}
          policies={data}
          rows={removing}
          onClose={() => setRemoving(null)}
          onRemoved={() => setSelected(new Set())}
        />
      )}
    </div>
  )
}

function matches({ principal, application, ...row }: PolicyRow, search: string): boolean {
  const { keys = [], secrets = [], certificates = [] } = row.permissions
  const text = [
    ...[principal.name, principal.address, row.objectId, row.applicationId, application],
    ...[...keys, ...secrets, ...certificates],
  ]
  return text.join('\n').toLowerCase().includes(search.trim().toLowerCase())
}
