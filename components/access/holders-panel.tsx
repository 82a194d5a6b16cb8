import { Panel } from '#components/ui/panel.tsx'
import type { VaultAccessReport, VaultWay } from '#lib/features/access/schema.ts'
import { HolderList } from './holder-list.tsx'
import { Way } from './way.tsx'

/** Everybody who may use the data, by what, and what exactly. */
export function HoldersPanel({ report }: { report: VaultAccessReport }) {
  const { holders, groups, permissionModel, ignoredPolicies } = report
  return (
    <Panel title="Who can do what" note={holders.length} padding="none">
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
            <Given way={way} />
          </>
        )}
      </HolderList>
    </Panel>
  )
}

function Given({ way }: { way: VaultWay }) {
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-1">
      {way.gives.map(({ area, label, everything, operations }) => (
        <details key={area} className="min-w-0 open:basis-full">
          <summary className="min-h-6 cursor-pointer rounded-sm font-medium hover:text-accent">
            {label}{' '}
            <span className="font-normal text-ink-3">
              {everything
                ? 'everything'
                : operations.length === 1
                  ? '1 operation'
                  : `${operations.length} operations`}
            </span>
          </summary>
          <p className="mt-0.5 mb-1 max-w-prose text-ink-2">May {operations.join(', ')}.</p>
        </details>
      ))}
    </div>
  )
}
