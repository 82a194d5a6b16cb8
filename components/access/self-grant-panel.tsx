import { Badge } from '#components/ui/badge.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { VaultAccessReport } from '#lib/features/access/schema.ts'
import { Principal } from './principal.tsx'
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
      {selfGranters.length === 0 ? (
        <p className="p-4 text-ink-2">Nobody, as far as you may see.</p>
      ) : (
        <ul aria-label="Who can let themselves in" className="divide-y divide-line">
          {selfGranters.map(({ principal, way, actions, how, conditional }) => (
            <li
              key={`${principal.id} ${way.role} ${way.scope}`}
              className="grid gap-x-6 gap-y-1 px-4 py-3 md:grid-cols-[20rem_minmax(0,1fr)]"
            >
              <Principal principal={principal} />
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
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
