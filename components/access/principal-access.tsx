'use client'

import { PrincipalPicker } from '#components/principals/principal-picker.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { useUrlState } from '#components/shell/use-url-state.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { principalAccessQuery } from '#lib/features/access/client.ts'
import { isGuid } from '#lib/features/principals/schema.ts'
import { NamesNotice } from './names-notice.tsx'
import { PrincipalVaults } from './principal-vaults.tsx'

/** Whom it is about, and what they have in every vault. */
export function PrincipalAccess() {
  const [params, change] = useUrlState()
  const asked = params.get('principal') ?? ''
  const id = isGuid(asked) ? asked : null
  return (
    <div className="grid gap-4">
      <div className="max-w-160">
        <Picker id={id} onPick={(next) => change({ principal: next })} />
      </div>
      {id === null ? (
        <Panel>
          <EmptyState title="Nobody is chosen yet">
            Choose somebody above, or follow a name from “Who has access” of a vault.
          </EmptyState>
        </Panel>
      ) : (
        <Report id={id} />
      )}
    </div>
  )
}

function Picker({ id, onPick }: { id: string | null; onPick: (id: string | null) => void }) {
  const { data } = useRead({ ...principalAccessQuery(id ?? ''), enabled: id !== null })
  const { kind, name, address } = data?.principal ?? {}
  return (
    <PrincipalPicker
      label="Whose access"
      name="principal"
      value={
        id === null
          ? null
          : { id, address: address ?? null, ...(kind ? { kind } : {}), ...(name ? { name } : {}) }
      }
      onChange={(picked) => onPick(picked?.id ?? null)}
    />
  )
}

function Report({ id }: { id: string }) {
  const { data, failure, reading, retry } = useRead(principalAccessQuery(id))
  if (data === undefined) {
    return failure !== null ? (
      <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
    ) : (
      <Panel padding="none">
        <LoadingState label="Looking in every vault" lines={8} />
      </Panel>
    )
  }
  const unread = [...data.failures, ...(data.rolesUnread === null ? [] : [data.rolesUnread])]
  return (
    <>
      {unread.map((one) => (
        <FailurePanel
          key={`${one.title} ${one.detail}`}
          failure={one}
          onRetry={retry}
          retrying={reading}
        />
      ))}
      <NamesNotice unread={data.directoryUnread} />
      <PrincipalVaults report={data} />
    </>
  )
}
