import 'server-only'
import { accessPaths } from '#lib/domain/access/effective-access.ts'
import { sameId } from '#lib/domain/access/facts.ts'
import { heldBy } from '#lib/domain/access/held.ts'
import { selfGrants } from '#lib/domain/access/self-grant.ts'
import { mixedEnvironments, singleEnvironment } from '#lib/domain/mixed-environments.ts'
import type { Elsewhere, Holder, Named } from '#lib/domain/posture/facts.ts'
import { examinePosture } from '#lib/domain/posture/registry.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import {
  accessOf,
  describePrincipal,
  readEverywhere,
  readVaultAccess,
  type VaultAccessRead,
} from '../access/internal.ts'
import { listCertificates } from '../certificates/list.ts'
import { listContacts } from '../contacts/list.ts'
import { type Attempt, attempt } from '../partial.ts'
import { type Directory, readDirectory } from '../principals/internal.ts'
import type { Services } from '../services.ts'
import { getVault } from '../vaults/get.ts'
import type { GetPostureInput, VaultPosture } from './schema.ts'

/** Whether an event of a vault's data plane is in what a setting sends. */
const auditLogs = new Set(['auditevent', 'audit', 'alllogs'])

/**
 * How safe a vault is, rule by rule. What the caller may not read is left unchecked, and said so; no secret
 * is read. Throws `FailureError` when the vault itself cannot be read.
 */
export async function getPosture(
  services: Services,
  caller: Caller,
  { vault: name }: GetPostureInput,
): Promise<VaultPosture> {
  authorize(caller, 'SecurityOperations')
  const vault = await getVault(services, caller, { vault: name })
  const environment = singleEnvironment(vault.tags)
  const [access, elsewhere, certificates, contacts, settings] = await Promise.all([
    attempt(() => readWhoHasAccess(services, caller, name)),
    attempt(() => readElsewhere(services, caller, environment)),
    attempt(() => listCertificates(services, caller, { vault: name })),
    attempt(() => listContacts(services, caller, { vault: name })),
    attempt(() => services.azureOf(caller).diagnosticSettings.list(name, vault.id)),
  ])
  const people = access.ok ? access.value : null
  const checks = examinePosture({
    vault: vault.name,
    defaultAction: vault.network.defaultAction,
    publicNetworkAccess: vault.network.publicNetworkAccess,
    purgeProtection: vault.purgeProtection,
    permissionModel: vault.permissionModel,
    softDeleteDays: vault.softDeleteDays,
    holders: people?.holders ?? null,
    environment,
    elsewhere: elsewhere.ok ? elsewhere.value : null,
    selfGranters: people?.selfGranters ?? null,
    environments: certificates.ok ? mixedEnvironments(vault.tags, certificates.value) : null,
    certificates: certificates.ok ? certificates.value.length : null,
    contacts: contacts.ok ? contacts.value.length : null,
    sendsLogs: settings.ok
      ? settings.value.some(({ logs }) => logs.some((one) => auditLogs.has(one.toLowerCase())))
      : null,
  })
  return {
    checks: checks.map(({ rule: { check: _, ...words }, outcome }) => ({ ...words, outcome })),
    unread: [
      ...[access, elsewhere, certificates, contacts, settings].flatMap(failureIn),
      ...(people?.rolesUnread ? [people.rolesUnread] : []),
    ],
  }
}

const failureIn = (read: Attempt<unknown>) => (read.ok ? [] : [read.failure])

interface WhoHasAccess extends Pick<VaultAccessRead, 'rolesUnread'> {
  /** Null: they have it by roles, and roles could not be read. */
  readonly holders: readonly Holder[] | null
  readonly selfGranters: readonly Named[] | null
}

async function readWhoHasAccess(
  services: Services,
  caller: Caller,
  vault: string,
): Promise<WhoHasAccess> {
  const { access, rolesUnread } = await readVaultAccess(services, caller, vault)
  const holders = distinct(accessPaths(access))
  const granters = distinct(selfGrants(access))
  const directory = await readDirectory(services, caller, [...holders, ...granters])
  const named = (id: string) => nameOf(id, access, directory, caller)
  const rolesCount = access.permissionModel === 'rbac'
  return {
    rolesUnread,
    holders:
      rolesCount && rolesUnread !== null
        ? null
        : holders.map((id) => ({
            ...named(id),
            entries: rolesCount
              ? []
              : access.policies
                  .filter(({ objectId }) => sameId(objectId, id))
                  .map(({ permissions }) => permissions),
            operations: new Set(heldBy(access, id).possible.keys()),
          })),
    selfGranters: rolesUnread === null ? granters.map(named) : null,
  }
}

/** Who has what in vaults of other environments; a part that cannot be read is left out. */
async function readElsewhere(
  services: Services,
  caller: Caller,
  environment: string | null,
): Promise<ReadonlyMap<string, readonly Elsewhere[]>> {
  const found = new Map<string, Elsewhere[]>()
  if (environment === null) return found
  const { read } = await readEverywhere(services, caller)
  for (const { vaults, roles } of read) {
    const { assignments, definitions } = roles.ok
      ? roles.value
      : { assignments: [], definitions: [] }
    for (const vault of vaults) {
      const other = singleEnvironment(vault.tags ?? {})
      if (other === null || other === environment) continue
      const place = { vault: vault.name ?? '', environment: other }
      for (const id of distinct(accessPaths(accessOf(vault, assignments, definitions)))) {
        const key = id.toLowerCase()
        found.set(key, [...(found.get(key) ?? []), place])
      }
    }
  }
  return found
}

function distinct(of: readonly { readonly principalId: string }[]): string[] {
  return [...new Map(of.map(({ principalId: id }) => [id.toLowerCase(), id])).values()]
}

function nameOf(
  id: string,
  access: VaultAccessRead['access'],
  directory: Directory,
  caller: Caller,
): Named {
  const { kind, name, isUnknown } = describePrincipal(id, access, directory, caller)
  return { id, kind, name: name ?? (isUnknown ? `a deleted principal (${id})` : id) }
}
