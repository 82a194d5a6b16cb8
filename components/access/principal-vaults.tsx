import { Badge } from '#components/ui/badge.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { paths } from '#lib/base/paths.ts'
import { reachWords } from '#lib/domain/network/network-config.ts'
import type { PrincipalAccessReport, PrincipalVault } from '#lib/features/access/schema.ts'
import { Given } from './given.tsx'
import { SelfGrantWay } from './self-grant-panel.tsx'
import { Way } from './way.tsx'

/** Vault by vault: what somebody has, by what, and from where the vault is reached. */
export function PrincipalVaults({ report }: { report: PrincipalAccessReport }) {
  const { vaults, looked, principal } = report
  const who = principal.name ?? 'This principal'
  return (
    <Panel title="In which vaults" note={`${vaults.length} of ${looked}`} padding="none">
      {vaults.length === 0 ? (
        <p className="p-4 text-ink-2">
          {who} has nothing in the {looked} vaults that you can see
          {principal.isUnknown && ', and the directory knows nobody of this object id'}.
        </p>
      ) : (
        <ul aria-label={`Vaults of ${who}`} className="divide-y divide-line">
          {vaults.map((one) => (
            <Row key={one.vault} value={one} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Row({ value }: { value: PrincipalVault }) {
  const { vault, subscriptionName, permissionModel, network, ways, selfGrants } = value
  return (
    <li className="grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[16rem_minmax(0,1fr)]">
      <div className="grid min-w-0 content-start gap-0.5">
        <p className="font-medium break-words">
          <TextLink href={paths.vault(vault).effectiveAccess()}>{vault}</TextLink>
        </p>
        <p className="text-xs text-ink-3">
          {subscriptionName} · {permissionModel === 'rbac' ? 'Azure roles' : 'Access policies'}
        </p>
        <p className="text-xs text-ink-3">
          Reached <TextLink href={paths.vault(vault).network}>{reachWords(network)}</TextLink>
        </p>
      </div>
      <ul className="grid min-w-0 content-start gap-3">
        {ways.map((way, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a report does not change; two ways can be alike.
          <li key={place} className="grid gap-1">
            <p className="text-ink-2">
              <Way way={way} />
            </p>
            <Given gives={way.gives} />
          </li>
        ))}
        {selfGrants.map((grant, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          <li key={`self ${place}`} className="grid gap-1">
            <p>
              <Badge tone={ways.length === 0 ? 'warn' : 'info'}>
                {ways.length === 0 ? 'Has nothing, can let itself in' : 'Can let itself in'}
              </Badge>
            </p>
            <SelfGrantWay {...grant} />
          </li>
        ))}
      </ul>
    </li>
  )
}
