import { Badge } from '#components/ui/badge.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { VaultAccessReport } from '#lib/features/access/schema.ts'
import { HolderList } from './holder-list.tsx'
import { Way } from './way.tsx'

/** Management rights that lead to the data. */
export function SelfGrantPanel({ report }: { report: VaultAccessReport }) {
  const { selfGranters, permissionModel } = report
  return (
    <Panel title="Who can let themselves in" note={selfGranters.length} padding="none">
      <p className="border-b border-line px-4 py-2.5 text-ink-2">
        {permissionModel === 'rbac'
          ? 'Whoever may assign roles here may assign one to themselves.'
          : 'Whoever may write this vault may write themselves an access policy, without any right to its data. The RBAC model closes that way.'}
      </p>
      <HolderList label="Who can let themselves in" holders={selfGranters} groups={report.groups}>
        {(grant) => <SelfGrantWay {...grant} />}
      </HolderList>
    </Panel>
  )
}

/** By which assignment somebody could let themselves in, and how far that is. */
export function SelfGrantWay({
  way,
  actions,
  how,
  conditional,
}: VaultAccessReport['selfGranters'][number]['ways'][number]) {
  return (
    <div className="min-w-0 text-ink-2">
      <p className="flex flex-wrap items-center gap-2">
        <Way way={way} />
        {conditional ? (
          <Badge tone="info">Within limits</Badge>
        ) : how === 'steps' ? (
          <Badge tone="info">By a role first</Badge>
        ) : (
          <Badge tone="warn">Directly</Badge>
        )}
      </p>
      <p className="font-mono text-xs break-all text-ink-3">{actions.join(', ')}</p>
    </div>
  )
}
