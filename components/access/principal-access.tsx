'use client'

import dynamic from 'next/dynamic'
import { PrincipalPicker } from '#components/principals/principal-picker.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { useUrlState } from '#components/shell/use-url-state.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { isGuid } from '#lib/base/guid.ts'
import { principalAccessQuery } from '#lib/features/access/client.ts'

// Each is needed where the other is not.
const PrincipalReport = dynamic(
  () => import('./principal-report.tsx').then((module) => module.PrincipalReport),
  { loading: () => null },
)

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
        <PrincipalReport id={id} />
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
