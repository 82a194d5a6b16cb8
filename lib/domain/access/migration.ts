import {
  type PermissionArea,
  type Permissions,
  permissionAreas,
  permissionCatalogue,
} from '../permissions/catalogue.ts'
import type { PermissionSet } from '../permissions/sets.ts'
import { type Template, templateOf } from '../permissions/templates.ts'
import { findRoleNamed, type RoleDefinition } from '../roles/built-in-roles.ts'
import { scopeCovers } from '../roles/scope.ts'
import { isEmptyGuid } from './decide-access.ts'
import { accessPaths } from './effective-access.ts'
import { type AccessPolicy, sameId, type VaultAccess } from './facts.ts'
import {
  type Held,
  type HeldDifference,
  heldBy,
  heldDifference,
  type OperationChange,
  onlyLooks,
} from './held.ts'
import { matchingRoles } from './matching-roles.ts'
import { dataOperations, fullDataAction } from './operations.ts'

/** What a principal is given under the other permission model. */
export type MigrationGrant =
  | { readonly by: 'roles'; readonly roles: readonly RoleDefinition[] }
  | { readonly by: 'entry'; readonly permissions: PermissionSet }

export interface MigrationChoice extends HeldDifference {
  readonly kind: /** Nothing that is expressible is lost; it may give more. */
    | 'keeps-all'
    /** Gives nothing that was not held; it may lose. */
    | 'gains-nothing'
    /** What the documentation puts in the place of the portal's template. */
    | 'documented'
    /** A custom role of just the data actions that are needed. */
    | 'custom-role'
  readonly grant: MigrationGrant
}

/** What the other permission model has no way to say. */
export type Inexpressible =
  /** The entry counts only through this application. */
  | { readonly what: 'application'; readonly applicationId: string }
  /** Permissions on managed storage accounts. */
  | { readonly what: 'storage' }
  /** A template that no built-in role follows. */
  | { readonly what: 'template'; readonly template: Template }
  /** A role over one object: an entry counts for the whole vault. */
  | { readonly what: 'one-object'; readonly scope: string; readonly role: string }
  | { readonly what: 'condition'; readonly condition: string; readonly role: string }

export interface PrincipalMigration {
  readonly principalId: string
  /** The template that its entry equals, or null. */
  readonly template: Template | null
  /** Different ways, the proposed one first; never empty. */
  readonly choices: readonly [MigrationChoice, ...MigrationChoice[]]
  /** What the switch alone gives: by assignments or entries that are there and do not count yet. */
  readonly awakened: readonly OperationChange[]
  readonly inexpressible: readonly Inexpressible[]
}

export interface Migration {
  readonly to: VaultAccess['permissionModel']
  /** Everybody whom an entry or an assignment names, in the order in which the vault does. */
  readonly principals: readonly PrincipalMigration[]
}

/**
 * What switching the permission model would mean, principal by principal, before anything is done.
 * A group is one principal: what it has counts for everybody in it.
 * https://learn.microsoft.com/azure/key-vault/general/rbac-migration
 */
export function planMigration(vault: VaultAccess): Migration {
  const to: Migration['to'] = vault.permissionModel === 'rbac' ? 'access-policies' : 'rbac'
  const ids = [vault.permissionModel, to].flatMap((permissionModel) =>
    accessPaths({ ...vault, permissionModel }).map(({ principalId }) => principalId),
  )
  const seen = new Map(ids.map((id) => [id.toLowerCase(), id]))
  const plan = to === 'rbac' ? toRoles : toEntry
  return { to, principals: [...seen.values()].map((id) => plan(vault, id)) }
}

function toRoles(vault: VaultAccess, principalId: string): PrincipalMigration {
  const before = heldBy(vault, principalId)
  const base = heldBy(vault, principalId, 'rbac')
  const wanted = [...before.sure.keys()].filter((id) => base.sure.get(id) !== 'vault')
  const own = entriesOf(vault, principalId)
  const plain = own.filter((one) => !isCompound(one))
  const template = plain.length === 1 ? templateOf(plain[0]?.permissions ?? {}) : null
  const choice = (kind: MigrationChoice['kind'], roles: readonly RoleDefinition[]) => ({
    kind,
    grant: { by: 'roles' as const, roles },
    ...heldDifference(before, withRoles(base, roles)),
  })
  const { keepsAll, gainsNothing } = matchingRoles(wanted, [
    ...before.sure.keys(),
    ...base.possible.keys(),
  ])
  const choices: [MigrationChoice, ...MigrationChoice[]] = [choice('keeps-all', keepsAll)]
  if (wanted.length > 0) {
    choices.push(choice('gains-nothing', gainsNothing), choice('custom-role', [customRole(wanted)]))
  }
  const documented = template?.roles.flatMap((name) => findRoleNamed(name) ?? []) ?? []
  if (documented.length > 0) choices.push(choice('documented', documented))
  return {
    principalId,
    template,
    choices,
    awakened: heldDifference(before, base).gained,
    inexpressible: [
      ...own.filter(isCompound).map((one) => ({
        what: 'application' as const,
        applicationId: one.applicationId ?? '',
      })),
      ...(own.some(({ permissions }) => (permissions.storage ?? []).length > 0)
        ? [{ what: 'storage' as const }]
        : []),
      ...(template !== null && documented.length === 0
        ? [{ what: 'template' as const, template }]
        : []),
    ],
  }
}

function toEntry(vault: VaultAccess, principalId: string): PrincipalMigration {
  const before = heldBy(vault, principalId)
  const base = heldBy(vault, principalId, 'access-policies')
  const modest = permissionsWithin(before)
  const keeping = withPermissions(modest, [...before.sure.keys()])
  const choice = (kind: MigrationChoice['kind'], permissions: PermissionSet) => ({
    kind,
    grant: { by: 'entry' as const, permissions },
    ...heldDifference(before, withEntry(vault, base, permissions)),
  })
  const keepsAll = choice('keeps-all', keeping)
  const gainsNothing = choice('gains-nothing', modest)
  const awakened = heldDifference(before, base).gained
  const anyway = new Set(awakened.map(({ operation }) => operation.id))
  // To look at names is no reason to be given values.
  const givesMuch = keepsAll.gained.some(
    ({ operation }) => !onlyLooks(operation) && !anyway.has(operation.id),
  )
  const paths = accessPaths(vault).filter((path) => sameId(path.principalId, principalId))
  return {
    principalId,
    template: null,
    choices: givesMuch ? [gainsNothing, keepsAll] : [keepsAll, gainsNothing],
    awakened,
    inexpressible: paths.flatMap(({ evidence }): Inexpressible[] => {
      if (evidence.by !== 'role') return []
      const { assignment, role } = evidence
      const { scope, condition } = assignment
      const over = scopeCovers(scope, vault.id)
        ? []
        : [{ what: 'one-object' as const, scope, role: role.name }]
      return condition === null
        ? over
        : [...over, { what: 'condition' as const, condition, role: role.name }]
    }),
  }
}

function isCompound({ applicationId }: AccessPolicy): boolean {
  return applicationId !== null && !isEmptyGuid(applicationId)
}

/** The entries that count for a principal. */
function entriesOf(vault: VaultAccess, principalId: string): AccessPolicy[] {
  return vault.policies.filter(
    ({ objectId, tenantId }) => sameId(objectId, principalId) && sameId(tenantId, vault.tenantId),
  )
}

function customRole(wanted: readonly string[]): RoleDefinition {
  const operations = dataOperations.filter(({ id }) => wanted.includes(id))
  return {
    id: '',
    name: 'Custom role',
    actions: [],
    notActions: [],
    dataActions: [...new Set(operations.map(fullDataAction))],
    notDataActions: [],
  }
}

const someone = '00000000-0000-4000-8000-000000000000'

/** What is held when roles over the whole vault come on top. */
function withRoles(base: Held, roles: readonly RoleDefinition[]): Held {
  const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v'
  const definitions = roles.map((role, at) => ({ ...role, id: `role-${at}` }))
  return both(
    base,
    heldBy(
      {
        id,
        tenantId: someone,
        permissionModel: 'rbac',
        policies: [],
        definitions,
        assignments: definitions.map((role) => ({
          id: role.id,
          scope: id,
          roleDefinitionId: role.id,
          principalId: someone,
          principalType: null,
          condition: null,
        })),
      },
      someone,
    ),
  )
}

/** What is held when an entry comes on top. */
function withEntry(vault: VaultAccess, base: Held, permissions: Permissions): Held {
  const { tenantId } = vault
  const policies = [{ tenantId, objectId: someone, applicationId: null, permissions }]
  return both(base, heldBy({ ...vault, policies }, someone, 'access-policies'))
}

/** Vault-wide rights over what is there. */
function both(base: Held, more: Held): Held {
  return {
    sure: new Map([...base.sure, ...more.sure]),
    possible: new Map([...base.possible, ...more.possible]),
  }
}

/** The permissions that give nothing but what is held over the whole vault. */
function permissionsWithin({ sure }: Held): PermissionSet {
  const within = (area: PermissionArea) =>
    permissionCatalogue[area]
      .map(({ id }) => id)
      .filter((id) =>
        dataOperations
          .filter((one) => one.area === area && one.permissions.includes(id))
          .every((one) => sure.get(one.id) === 'vault'),
      )
  return {
    keys: within('keys'),
    secrets: within('secrets'),
    certificates: within('certificates'),
  }
}

/** The same and the least that gives these operations, too. */
function withPermissions(set: PermissionSet, wanted: readonly string[]): PermissionSet {
  const needed = (area: PermissionArea) => {
    const missing = dataOperations
      .filter((one) => one.area === area && wanted.includes(one.id))
      .filter(({ permissions }) => !permissions.some((id) => set[area].includes(id)))
      .map(({ permissions }) => permissions[0])
    return permissionCatalogue[area]
      .map(({ id }) => id)
      .filter((id) => set[area].includes(id) || missing.includes(id))
  }
  const [keys, secrets, certificates] = permissionAreas.map(needed)
  return { keys: keys ?? [], secrets: secrets ?? [], certificates: certificates ?? [] }
}
