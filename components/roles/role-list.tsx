import Trash from 'lucide-react/icons/trash-2'
import { Given } from '#components/access/given.tsx'
import { HolderList } from '#components/access/holder-list.tsx'
import { Tag } from '#components/ui/badge.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { RoleRow, VaultRoles } from '#lib/features/roles/schema.ts'

interface RoleListProps {
  label: string
  rows: readonly RoleRow[]
  groups: VaultRoles['groups']
  /** Said when there is no row. */
  empty: string
  onRemove: (row: RoleRow) => void
}

/** Roles, those of one principal together: what each allows, over what, and under which condition. */
export function RoleList({ label, rows, groups, empty, onRemove }: RoleListProps) {
  if (rows.length === 0) return <p className="p-4 text-ink-2">{empty}</p>
  const holders = [...Map.groupBy(rows, ({ principal }) => principal.id).values()].map((ways) => ({
    principal: (ways[0] as RoleRow).principal,
    ways,
  }))
  return (
    <HolderList label={label} holders={holders} groups={groups}>
      {(row) => <Role row={row} onRemove={onRemove} />}
    </HolderList>
  )
}

function Role({ row, onRemove }: { row: RoleRow; onRemove: RoleListProps['onRemove'] }) {
  const { role, scope, scopeKind, scopeWords, condition, principal, removable } = row
  return (
    <div className="flex items-start gap-3">
      <div className="grid min-w-0 flex-1 gap-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">{role.name}</span>
          {scopeKind !== 'vault' && (
            <Tag>
              <span data-tip={scope}>{scopeWords}</span>
            </Tag>
          )}
          {role.isCustom && <Tag>Custom role</Tag>}
        </p>
        {role.allows !== '' && <p className="max-w-prose text-ink-2">{role.allows}</p>}
        {condition !== null && (
          <p className="text-ink-2">
            Only if <code className="font-mono text-xs break-all">{condition}</code>
          </p>
        )}
        <Given gives={role.gives} />
      </div>
      {removable && (
        <IconButton
          label={`Remove ${role.name} from ${principal.name ?? principal.id}`}
          icon={<Trash aria-hidden />}
          size="sm"
          onClick={() => onRemove(row)}
        />
      )}
    </div>
  )
}
