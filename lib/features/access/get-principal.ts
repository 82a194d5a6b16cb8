import 'server-only'
import { accessPaths } from '#lib/domain/access/effective-access.ts'
import { sameId } from '#lib/domain/access/facts.ts'
import { describeOperations } from '#lib/domain/access/given-operations.ts'
import { selfGrants } from '#lib/domain/access/self-grant.ts'
import { reachOf } from '#lib/domain/network/network-config.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { configOf } from '../network/internal.ts'
import { attempt } from '../partial.ts'
import { type Directory, readDirectory } from '../principals/internal.ts'
import type { Services } from '../services.ts'
import {
  accessOf,
  describePrincipal,
  describeSelfGrant,
  describeWay,
  readEverywhere,
  type SubscriptionAccess,
} from './internal.ts'
import type {
  AccessWay,
  GetPrincipalAccessInput,
  PrincipalAccessReport,
  PrincipalVault,
} from './schema.ts'

/**
 * Everything that a principal has in every vault that the caller can see: by itself and by its groups,
 * by access policies and roles, and what it could give to itself. Roles are read once a subscription.
 * What could not be read is told. Throws `FailureError`.
 */
export async function getPrincipalAccess(
  services: Services,
  caller: Caller,
  { principal: id }: GetPrincipalAccessInput,
): Promise<PrincipalAccessReport> {
  authorize(caller, 'SecurityOperations')
  const { graph } = services.azureOf(caller)
  const [groups, { read, failures }] = await Promise.all([
    attempt(() => graph.transitiveGroups(id)),
    readEverywhere(services, caller),
  ])
  const ids = [id, ...(groups.ok ? groups.value : [])]
  const isOurs = ({ principalId }: { readonly principalId: string }) =>
    ids.some((one) => sameId(one, principalId))
  const applications = read.flatMap(({ vaults }) =>
    vaults.flatMap(({ properties }) =>
      (properties.accessPolicies ?? [])
        .filter((entry) => isOurs({ principalId: entry.objectId }))
        .flatMap(({ applicationId }) => applicationId ?? []),
    ),
  )
  const directory = await readDirectory(services, caller, ids, applications)
  const groupOf = (principalId: string): AccessWay['group'] =>
    sameId(principalId, id)
      ? null
      : { id: principalId, name: directory.principal(principalId)?.name ?? principalId }
  const vaults = read.flatMap((one) => inVaults(one, isOurs, groupOf, directory))
  const assignments = read.flatMap((one) => (one.roles.ok ? one.roles.value.assignments : []))
  return {
    principal: describePrincipal(id, { assignments }, directory, caller),
    vaults: vaults.sort((a, b) => a.vault.localeCompare(b.vault, 'en')),
    looked: read.reduce((sum, one) => sum + one.vaults.length, 0),
    failures,
    rolesUnread: read.flatMap(({ roles }) => (roles.ok ? [] : [roles.failure]))[0] ?? null,
    directoryUnread: directory.namesUnread ?? (groups.ok ? null : groups.failure),
  }
}

function inVaults(
  { vaults, roles, subscriptionName }: SubscriptionAccess,
  isOurs: (one: { readonly principalId: string }) => boolean,
  groupOf: (principalId: string) => AccessWay['group'],
  directory: Directory,
): PrincipalVault[] {
  const { assignments, definitions } = roles.ok ? roles.value : { assignments: [], definitions: [] }
  const ours = assignments.filter(isOurs)
  const read = { subscriptionName }
  return vaults.flatMap((vault): PrincipalVault[] => {
    const access = accessOf(vault, ours, definitions)
    const paths = accessPaths(access).filter(isOurs)
    const grants = selfGrants(access)
    if (paths.length === 0 && grants.length === 0) return []
    return [
      {
        vault: vault.name ?? '',
        subscriptionName,
        permissionModel: access.permissionModel,
        network: reachOf(configOf(vault)),
        ways: paths.map(({ principalId, evidence, operations }) => ({
          ...describeWay(evidence, groupOf(principalId), read, directory),
          gives: describeOperations(operations),
        })),
        selfGrants: grants.map((grant) =>
          describeSelfGrant(grant, groupOf(grant.principalId), read, directory),
        ),
      },
    ]
  })
}
