import 'server-only'
import type { ArmVault, Subscription } from '#lib/azure/arm.ts'
import type { ArmRoleAssignment, ArmRoleDefinition, RoleReads } from '#lib/azure/role-reads.ts'
import type { PathEvidence } from '#lib/domain/access/effective-access.ts'
import { sameId, type VaultAccess } from '#lib/domain/access/facts.ts'
import type { SelfGrant } from '#lib/domain/access/self-grant.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { type NetworkReach, reachOf } from '#lib/domain/network/network-config.ts'
import { scopeKind, scopeWords } from '#lib/domain/roles/scope.ts'
import type { Caller } from '#lib/session/caller.ts'
import { fleetConcurrency, mapBounded } from '../concurrency.ts'
import { configOf } from '../network/internal.ts'
import { type Attempt, attempt, partial } from '../partial.ts'
import type { Directory } from '../principals/internal.ts'
import type { PrincipalKind } from '../principals/schema.ts'
import type { Services } from '../services.ts'
import { getVault } from '../vaults/get.ts'
import type { AccessGroup, AccessPrincipal, AccessWay, SelfGranter } from './schema.ts'

export interface VaultAccessRead {
  readonly access: VaultAccess
  /** The roles that may be assigned here, as Resource Manager tells them. */
  readonly definitions: readonly ArmRoleDefinition[]
  readonly rolesUnread: Failure | null
  /** Of the vault, for people. */
  readonly subscriptionName: string
  readonly network: NetworkReach
}

/**
 * Everything that decides who may use a vault's data, as this caller may see it. Entries come with the
 * vault; roles need rights of their own, and without them the rest is told. Throws `FailureError`.
 */
export async function readVaultAccess(
  services: Services,
  caller: Caller,
  name: string,
): Promise<VaultAccessRead> {
  const { arm, roles } = services.azureOf(caller)
  const vault = await getVault(services, caller, { vault: name })
  const { id, subscriptionId, resourceGroup } = vault
  const [held, read] = await Promise.all([
    arm.getVault(subscriptionId, resourceGroup, name),
    attempt(() =>
      Promise.all([
        roles.listAssignments(subscriptionId, id),
        roles.listDefinitions(subscriptionId, id),
      ]),
    ),
  ])
  const [assignments, definitions] = read.ok ? read.value : [[], []]
  return {
    subscriptionName: vault.subscriptionName,
    network: reachOf(configOf(held)),
    definitions,
    access: accessOf(held, assignments, definitions),
    rolesUnread: read.ok ? null : read.failure,
  }
}

/** What decides about a vault's data: its own entries, and roles that were read beside it. */
export function accessOf(
  { id, properties }: ArmVault,
  assignments: VaultAccess['assignments'],
  definitions: VaultAccess['definitions'],
): VaultAccess {
  return {
    id: id ?? '',
    tenantId: properties.tenantId,
    permissionModel: properties.enableRbacAuthorization === true ? 'rbac' : 'access-policies',
    policies: (properties.accessPolicies ?? []).map((entry) => ({
      tenantId: entry.tenantId,
      objectId: entry.objectId,
      applicationId: entry.applicationId ?? null,
      permissions: {
        keys: entry.permissions.keys ?? [],
        secrets: entry.permissions.secrets ?? [],
        certificates: entry.permissions.certificates ?? [],
        storage: entry.permissions.storage ?? [],
      },
    })),
    assignments,
    definitions,
  }
}

/** What decides about the data of every vault of a subscription. */
export interface SubscriptionAccess {
  readonly vaults: readonly ArmVault[]
  readonly roles: Attempt<Roles>
  readonly subscriptionName: string
}

interface Roles {
  readonly assignments: readonly ArmRoleAssignment[]
  readonly definitions: readonly ArmRoleDefinition[]
}

/** The same for every vault that the caller can see, with few questions a subscription. Throws `FailureError`. */
export async function readEverywhere(
  services: Services,
  caller: Caller,
): Promise<{ read: readonly SubscriptionAccess[]; failures: readonly Failure[] }> {
  const subscriptions = await services.azureOf(caller).arm.listSubscriptions()
  const attempts = await mapBounded(subscriptions, fleetConcurrency, (one) =>
    attempt(() => readSubscription(services, caller, one)),
  )
  const { values: read, failures } = partial(attempts)
  return { read, failures }
}

async function readSubscription(
  services: Services,
  caller: Caller,
  subscription: Subscription,
): Promise<SubscriptionAccess> {
  const { arm, roles } = services.azureOf(caller)
  const id = subscription.subscriptionId ?? ''
  const [vaults, read] = await Promise.all([
    arm.listVaults(id),
    attempt(() => readRoles(roles, id)),
  ])
  return { vaults, roles: read, subscriptionName: subscription.displayName ?? id }
}

/** A role that may be assigned in a part of the subscription only is told there, and not above it. */
async function readRoles(roles: RoleReads, subscriptionId: string): Promise<Roles> {
  const scope = `/subscriptions/${subscriptionId}`
  const [assignments, definitions] = await Promise.all([
    roles.listAssignments(subscriptionId, scope),
    roles.listDefinitions(subscriptionId, scope),
  ])
  const guidOf = (id: string) => id.split('/').at(-1)?.toLowerCase() ?? ''
  const known = new Set(definitions.map((one) => guidOf(one.id)))
  const elsewhere = assignments
    .filter((one) => !known.has(guidOf(one.roleDefinitionId)))
    .map((one) => one.scope)
  const more = await mapBounded([...new Set(elsewhere)], fleetConcurrency, (one) =>
    roles.listDefinitions(subscriptionId, one),
  )
  return { assignments, definitions: [...definitions, ...more.flat()] }
}

/** As Resource Manager names kinds; which applications are managed identities only Entra knows. */
const armKinds: Readonly<Record<string, PrincipalKind>> = {
  User: 'user',
  Group: 'group',
  ServicePrincipal: 'application',
}

/** Somebody by name, kind and address, as far as the directory or an assignment tells. */
export function describePrincipal(
  id: string,
  { assignments }: Pick<VaultAccess, 'assignments'>,
  directory: Pick<Directory, 'principal' | 'namesUnread'>,
  caller: Caller,
): AccessPrincipal {
  const known = directory.principal(id)
  const told = assignments.find((one) => sameId(one.principalId, id))?.principalType
  return {
    id,
    kind: known?.kind ?? armKinds[told ?? ''] ?? null,
    name: known?.name ?? null,
    address: known?.address ?? null,
    isUnknown: known === undefined && directory.namesUnread === null,
    isYou: sameId(id, caller.userId),
  }
}

/** What a role is assigned over, the vault's subscription by its name. */
export function placeWords(
  scope: string,
  { subscriptionName }: Pick<VaultAccessRead, 'subscriptionName'>,
): string {
  return scopeKind(scope) === 'subscription'
    ? `subscription ${subscriptionName}`
    : scopeWords(scope)
}

/** The evidence in words: an entry or an assignment, and the group that it names. */
export function describeWay(
  evidence: PathEvidence,
  group: AccessWay['group'],
  read: Pick<VaultAccessRead, 'subscriptionName'>,
  directory: Pick<Directory, 'application'>,
): AccessWay {
  if (evidence.by === 'policy') {
    const { applicationId } = evidence.policy
    const application = directory.application(applicationId ?? '')?.name ?? null
    const none = { role: null, scope: null, scopeWords: null, condition: null }
    return { by: 'policy', applicationId, application, group, ...none }
  }
  const { assignment, role } = evidence
  return {
    by: 'role',
    applicationId: null,
    application: null,
    group,
    role: role.name,
    scope: assignment.scope,
    scopeWords: placeWords(assignment.scope, read),
    condition: assignment.condition,
  }
}

/** How somebody could let themselves in, and the assignment that makes it possible. */
export function describeSelfGrant(
  { assignment, role, actions, how, conditional }: SelfGrant,
  group: AccessWay['group'],
  read: Pick<VaultAccessRead, 'subscriptionName'>,
  directory: Pick<Directory, 'application'>,
): SelfGranter['ways'][number] {
  const way = describeWay({ by: 'role', assignment, role }, group, read, directory)
  return { way, actions, how, conditional }
}

/** What one principal has by itself and by the groups it is in. */
export interface HeldItems<T> {
  readonly id: string
  readonly items: readonly { readonly item: T; readonly group: AccessWay['group'] }[]
}

/**
 * Puts together what concerns one principal: what names it and what names groups that it is in. For
 * everybody who is named, and for the caller; members of groups stand with their group. The caller first,
 * then by name, whoever has none last.
 */
export function byHolder<T extends { readonly principalId: string }>(
  all: readonly T[],
  directory: Pick<Directory, 'principal' | 'members'>,
  caller: Caller,
): HeldItems<T>[] {
  const named = new Map(all.map(({ principalId }) => [principalId.toLowerCase(), principalId]))
  const groups = [...named.values()].flatMap((id) => {
    const members = directory.members(id)
    if (members === undefined) return []
    const name = directory.principal(id)?.name ?? id
    return [{ id, name, inIt: new Set(members.map((one) => one.id.toLowerCase())) }]
  })
  const place = (id: string) => directory.principal(id)?.name.toLowerCase() ?? '\uffff'
  return [...new Map([[caller.userId.toLowerCase(), caller.userId], ...named]).entries()]
    .map(([key, id]) => ({
      id,
      items: [
        ...all
          .filter(({ principalId }) => sameId(principalId, id))
          .map((item) => ({ item, group: null })),
        ...groups
          .filter(({ inIt }) => inIt.has(key))
          .flatMap(({ inIt: _, ...group }) =>
            all
              .filter(({ principalId }) => sameId(principalId, group.id))
              .map((item) => ({ item, group })),
          ),
      ],
    }))
    .filter(({ items }) => items.length > 0)
    .sort(
      (a, b) =>
        Number(sameId(b.id, caller.userId)) - Number(sameId(a.id, caller.userId)) ||
        place(a.id).localeCompare(place(b.id), 'en'),
    )
}

/** Members that are shown of one group. */
const membersShown = 200

/** The groups among principals with who is in them, where the directory tells that. */
export function groupsOf(
  ids: readonly string[],
  directory: Pick<Directory, 'members'>,
  caller: Caller,
): AccessGroup[] {
  return [...new Set(ids)].flatMap((id): AccessGroup[] => {
    const all = directory.members(id)
    if (all === undefined) return []
    const members = all
      .filter(({ kind }) => kind !== 'group')
      .sort((a, b) => a.name.localeCompare(b.name, 'en'))
    return [
      {
        id,
        size: members.length,
        holdsYou: members.some((one) => sameId(one.id, caller.userId)),
        members: members
          .slice(0, membersShown)
          .map((one) => ({ id: one.id, kind: one.kind, name: one.name, address: one.address })),
      },
    ]
  })
}
