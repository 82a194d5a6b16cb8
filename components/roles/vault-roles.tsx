'use client'

import UserPlus from 'lucide-react/icons/user-plus'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { NamesNotice } from '#components/access/names-notice.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { paths } from '#lib/base/paths.ts'
import { rolesQuery } from '#lib/features/roles/client.ts'
import type { RoleRow, VaultRoles as Roles } from '#lib/features/roles/schema.ts'
import { RoleList } from './role-list.tsx'

const AssignRoleDialog = dynamic(
  () => import('./assign-role-dialog.tsx').then((module) => module.AssignRoleDialog),
  { ssr: false },
)
const RemoveRoleDialog = dynamic(
  () => import('./remove-role-dialog.tsx').then((module) => module.RemoveRoleDialog),
  { ssr: false },
)

/** Who has which role on a vault, on objects in it and from above, and the ways to give and take one. */
export function VaultRoles({ vault }: { vault: string }) {
  const { data, failure, reading, retry } = useRead(rolesQuery(vault))
  if (data !== undefined) return <Loaded vault={vault} data={data} />
  if (failure !== null) {
    return <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
  }
  return (
    <Panel padding="none">
      <LoadingState label={`Reading the roles of ${vault}`} lines={8} />
    </Panel>
  )
}

function Loaded({ vault, data }: { vault: string; data: Roles }) {
  const [assigning, setAssigning] = useState(false)
  const [removing, setRemoving] = useState<RoleRow | null>(null)
  const own = data.rows.filter((row) => !row.inherited)
  const above = data.rows.filter((row) => row.inherited)
  return (
    <div className="grid gap-4">
      {data.permissionModel === 'access-policies' && (
        <Banner
          tone="info"
          title="This vault asks its access policies"
          actions={
            <LinkButton size="sm" href={paths.vault(vault).migrate}>
              Plan the switch
            </LinkButton>
          }
        >
          Roles give nothing of its certificates, keys and secrets until it goes over to Azure
          roles. Roles that manage the vault count in either case.
        </Banner>
      )}
      <NamesNotice unread={data.directoryUnread} />
      <Panel
        title="On this vault"
        note={own.length}
        padding="none"
        actions={
          <Button
            size="sm"
            variant="primary"
            icon={<UserPlus aria-hidden />}
            aria-haspopup="dialog"
            onClick={() => setAssigning(true)}
          >
            Assign role
          </Button>
        }
      >
        <RoleList
          label="Roles on this vault"
          rows={own}
          groups={data.groups}
          empty="No role is assigned on this vault or on an object in it."
          onRemove={setRemoving}
        />
      </Panel>
      <Panel title="From above" note={above.length} padding="none">
        <p className="border-b border-line px-4 py-2.5 text-ink-2">
          Assigned on the resource group, the subscription or higher, so they count for more than
          this vault.
        </p>
        <RoleList
          label="Roles from above"
          rows={above}
          groups={data.groups}
          empty="None, as far as you may see."
          onRemove={setRemoving}
        />
      </Panel>
      {assigning && (
        <AssignRoleDialog vault={vault} roles={data} onClose={() => setAssigning(false)} />
      )}
      {removing !== null && (
        <RemoveRoleDialog
          vault={vault}
          roles={data}
          row={removing}
          onClose={() => setRemoving(null)}
        />
      )}
    </div>
  )
}
