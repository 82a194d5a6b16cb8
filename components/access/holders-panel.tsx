import { Panel } from '#components/ui/panel.tsx'
import type { VaultAccessReport } from '#lib/features/access/schema.ts'
import { Given } from './given.tsx'
import { HolderList } from './holder-list.tsx'
import { Way } from './way.tsx'

interface HoldersPanelProps {
  report: VaultAccessReport
  /** The one key or secret that it is about: `secrets/database`. */
  object?: string | undefined
}

/** Everybody who may use the data, by what, and what exactly. */
export function HoldersPanel({ report, object }: HoldersPanelProps) {
  const { holders, groups, permissionModel, ignoredPolicies } = report
  return (
    <Panel
      title={object === undefined ? 'Who can do what' : `Who can do what with ${object}`}
      note={holders.length}
      padding="none"
    >
      <p className="border-b border-line px-4 py-2.5 text-ink-2">
        {permissionModel === 'rbac'
          ? 'This vault asks role assignments, at the vault, above it and on single objects.'
          : 'This vault asks its access policies. Roles give nothing of its data.'}
        {ignoredPolicies > 0 &&
          ` ${ignoredPolicies} access ${ignoredPolicies === 1 ? 'policy is' : 'policies are'} left over and ${ignoredPolicies === 1 ? 'counts' : 'count'} for nothing until the vault goes back to that model.`}
      </p>
      <HolderList label="Who can do what" holders={holders} groups={groups}>
        {(way) => (
          <>
            <p className="text-ink-2">
              <Way way={way} />
            </p>
            <Given gives={way.gives} />
          </>
        )}
      </HolderList>
    </Panel>
  )
}
