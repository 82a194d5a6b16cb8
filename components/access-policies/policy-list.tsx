import Pencil from 'lucide-react/icons/pencil'
import Trash from 'lucide-react/icons/trash-2'
import { Principal } from '#components/access/principal.tsx'
import { CheckBox } from '#components/ui/check-box.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { MonoId } from '#components/ui/mono-id.tsx'
import type { AccessPolicies, PolicyRow } from '#lib/features/access-policies/schema.ts'
import { PolicySummary } from './policy-summary.tsx'

/** One entry among those of its vault. */
export function policyKey({ objectId, applicationId }: PolicyRow): string {
  return `${objectId}/${applicationId ?? ''}`.toLowerCase()
}

/** Whom an entry is about, for labels and titles. */
export function policyName({ principal, applicationId, application }: PolicyRow): string {
  const name = principal.name ?? principal.id
  return applicationId === null ? name : `${name} through ${application ?? applicationId}`
}

interface PolicyListProps {
  rows: readonly PolicyRow[]
  groups: AccessPolicies['groups']
  /** Said when there is no row. */
  empty: string
  selected: ReadonlySet<string>
  onSelect: (selected: ReadonlySet<string>) => void
  onEdit: (row: PolicyRow) => void
  onRemove: (row: PolicyRow) => void
}

/** Entries, one row each: who, through which application, and what they may. */
export function PolicyList(props: PolicyListProps) {
  const { rows, groups, empty, selected, onSelect, onEdit, onRemove } = props
  if (rows.length === 0) return <p className="p-4 text-ink-2">{empty}</p>
  const toggle = (key: string, on: boolean) => {
    const next = new Set(selected)
    if (on) next.add(key)
    else next.delete(key)
    onSelect(next)
  }
  return (
    <ul aria-label="Access policies" className="divide-y divide-line">
      {rows.map((row) => {
        const key = policyKey(row)
        const name = policyName(row)
        return (
          <li
            key={key}
            className="grid grid-cols-[1rem_minmax(0,1fr)_auto] gap-x-3 gap-y-2 px-4 py-3 md:grid-cols-[1rem_20rem_minmax(0,1fr)_auto]"
          >
            <CheckBox
              aria-label={`Select ${name}`}
              className="mt-0.5"
              checked={selected.has(key)}
              onChange={(event) => toggle(key, event.target.checked)}
            />
            <div className="grid min-w-0 content-start gap-1">
              <Principal
                principal={row.principal}
                group={groups.find(({ id }) => id === row.objectId)}
              />
              {row.applicationId !== null && (
                <p className="pl-6 text-xs text-ink-2">
                  Only through{' '}
                  {row.application ?? (
                    <MonoId value={row.applicationId} label="client id" head={8} />
                  )}
                </p>
              )}
            </div>
            <div className="max-md:order-1 max-md:col-span-2 max-md:col-start-2">
              <PolicySummary permissions={row.permissions} />
            </div>
            <div className="flex items-start gap-1">
              <IconButton
                label={`Edit ${name}`}
                icon={<Pencil aria-hidden />}
                size="sm"
                onClick={() => onEdit(row)}
              />
              <IconButton
                label={`Remove ${name}`}
                icon={<Trash aria-hidden />}
                size="sm"
                onClick={() => onRemove(row)}
              />
            </div>
          </li>
        )
      })}
    </ul>
  )
}
