import { Panel } from '#components/ui/panel.tsx'
import type { AccessHolder, VaultAccessReport, VaultWay } from '#lib/features/access/schema.ts'
import { Principal } from './principal.tsx'
import { Way } from './way.tsx'

/** Everybody who may use the data, by what, and what exactly. */
export function HoldersPanel({ report }: { report: VaultAccessReport }) {
  const { holders, permissionModel, ignoredPolicies } = report
  return (
    <Panel title="Who can do what" note={holders.length} padding="none">
      <p className="border-b border-line px-4 py-2.5 text-ink-2">
        {permissionModel === 'rbac'
          ? 'This vault asks role assignments, at the vault, above it and on single objects.'
          : 'This vault asks its access policies. Roles give nothing of its data.'}
        {ignoredPolicies > 0 &&
          ` ${ignoredPolicies} access ${ignoredPolicies === 1 ? 'policy is' : 'policies are'} left over and ${ignoredPolicies === 1 ? 'counts' : 'count'} for nothing until the vault goes back to that model.`}
      </p>
      {holders.length === 0 ? (
        <p className="p-4 text-ink-2">Nobody, as far as you may see.</p>
      ) : (
        <ul aria-label="Who can do what" className="divide-y divide-line">
          {holders.map((holder) => (
            <HolderRow key={holder.principal.id} holder={holder} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function HolderRow({ holder: { principal, ways } }: { holder: AccessHolder }) {
  return (
    <li className="grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[20rem_minmax(0,1fr)]">
      <Principal principal={principal} />
      <ul className="grid gap-3">
        {ways.map((way, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a report does not change; two ways can be alike.
          <li key={place} className="grid gap-1">
            <p className="text-ink-2">
              <Way way={way} />
            </p>
            <Given way={way} />
          </li>
        ))}
      </ul>
    </li>
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
