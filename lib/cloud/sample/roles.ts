import { vaultId } from '../arm/vaults/table.ts'
import type { Db } from '../store/store.ts'
import type { Cast } from './cast.ts'
import { assign } from './subscriptions.ts'

/** Who may see and manage what, inside a write. Automation's roles come with the subscriptions. */
export function assignSampleRoles(db: Db, cast: Cast, at: Date): void {
  const production = `/subscriptions/${cast.production}`
  const development = `/subscriptions/${cast.development}`
  const shared = vaultId(cast.production, 'rg-platform-prod', 'contoso-shared')
  const lab = vaultId(cast.development, 'rg-iot-lab', 'contoso-iot-lab')

  const users = (role: string, ids: readonly string[], scopes: readonly string[]): void => {
    for (const id of ids) for (const scope of scopes) assign(db, cast, at, role, 'User', id, scope)
  }
  users('Owner', cast.owners, [production, development])
  users('Key Vault Contributor', cast.ops, [production, development])
  users('Key Vault Purge Operator', cast.ops, [production, development])
  users('Reader', cast.ops, [production, development])
  users('Reader', cast.auditors, [production, development])
  users('Reader', cast.developers, [development])
  users('Key Vault Administrator', [...cast.ops, ...cast.owners], [shared, lab])
  users('Key Vault Reader', cast.auditors, [shared, lab])

  assign(db, cast, at, 'Key Vault Reader', 'Group', cast.platformTeam, lab)
  // It takes away the temporary rules of firewalls, and may do so in this resource group only.
  const platform = `${production}/resourceGroups/rg-platform-prod`
  assign(db, cast, at, 'Key Vault Contributor', 'ServicePrincipal', cast.console, platform)
  // Left behind by someone whom the directory no longer knows.
  assign(db, cast, at, 'Key Vault Secrets User', 'User', cast.departed('contractor'), shared)
  const applications = [
    ['Key Vault Certificate User', 'agw-contoso-prod', shared],
    ['Key Vault Secrets User', 'petdash-orders', `${shared}/secrets/idp-signing`],
    ['Key Vault Certificates Officer', 'iot-hub-provisioning', lab],
    ['Contributor', 'github-deploy', development],
  ] as const
  for (const [role, name, scope] of applications) {
    assign(db, cast, at, role, 'ServicePrincipal', cast.workload(name), scope)
  }
}
