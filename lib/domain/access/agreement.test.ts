import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { insertRoleAssignment } from '#lib/cloud/arm/authorization/assignments.ts'
import { builtInRoles as roles } from '#lib/cloud/arm/authorization/built-in-roles.ts'
import { putCustomRole } from '#lib/cloud/arm/authorization/roles.ts'
import { requirements } from '#lib/cloud/vault/enforcement-table.ts'
import {
  openVaultUnderTest,
  subscription,
  tenant,
  type VaultUnderTest,
} from '#lib/cloud/vault/vault-under-test.ts'
import { figure, patience } from '#lib/testing/harden.ts'
import { permissionCatalogue } from '../permissions/catalogue.ts'
import { builtInRoles } from '../roles/built-in-roles.ts'
import { decideAccess } from './decide-access.ts'
import type { AccessCaller, VaultAccess } from './facts.ts'
import { findOperation } from './operations.ts'

/*
 * The same question, asked of our rules and of the embedded vault by a real request. The two share no
 * code; whoever reads the documentation wrongly is found here.
 */

const callersEach = 5
const operationsEach = 10
const vaults = figure(400)

const guid = (digit: string) => `${digit.repeat(8)}-1111-4111-8111-${digit.repeat(12)}`
const people = ['a', 'b'].map(guid)
const groups = ['d', 'e'].map(guid)
const clients = ['1', '2'].map(guid)
const otherTenant = guid('9')

let world: VaultUnderTest
let count = 0
beforeAll(async () => {
  world = await openVaultUnderTest()
})
afterAll(() => world.close())

/** Ids and names reach us in any case. */
const cased = (text: string) => fc.constantFrom(text, text, text.toUpperCase(), text.toLowerCase())
const oneOf = (ids: readonly string[]) => fc.constantFrom(...ids).chain(cased)
const mostly = <T>(usual: T, seldom: T) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constant(seldom) },
  )

const permissionsOf = (area: 'keys' | 'secrets' | 'certificates') =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.array(oneOf(permissionCatalogue[area].map(({ id }) => id)), {
        maxLength: 12,
        size: 'max',
      }),
    },
    { weight: 1, arbitrary: cased('all').map((all) => [all]) },
  )
const permissions = fc.record(
  {
    keys: permissionsOf('keys'),
    secrets: permissionsOf('secrets'),
    certificates: permissionsOf('certificates'),
    storage: fc.constant<string[]>(['all']),
  },
  { requiredKeys: [] },
)
const policy = fc.record(
  {
    tenantId: mostly(tenant.id, otherTenant),
    objectId: oneOf([...people, ...groups]),
    applicationId: fc.oneof(oneOf(clients), fc.constant('00000000-0000-0000-0000-000000000000')),
    permissions,
  },
  { requiredKeys: ['tenantId', 'objectId', 'permissions'] },
)

const prefix = 'Microsoft.KeyVault/vaults'
const pattern = fc
  .oneof(
    fc.constantFrom(
      '*',
      '*/read',
      '*/action',
      'Microsoft.KeyVault/*',
      `${prefix}/*`,
      `${prefix}/*/read`,
      `${prefix}/*/backup/action`,
      `${prefix}/certificates/*/action`,
      `${prefix}/*s/*`,
      `${prefix}/secrets/*`,
      `${prefix}/key*`,
      'Microsoft.Storage/*',
    ),
    fc.constantFrom(...requirements.map(({ action }) => `${prefix}/${action}`)),
  )
  .chain(cased)
const customRole = fc.record({
  dataActions: fc.array(pattern, { minLength: 1, maxLength: 5 }),
  notDataActions: fc.array(pattern, { maxLength: 2 }),
})
const scopes = [
  '/',
  '/subscriptions/{sub}',
  '/subscriptions/22222222-2222-4222-8222-222222222222',
  '/subscriptions/{sub}/resourceGroups/rg',
  '/subscriptions/{sub}/resourceGroups/rg2',
  // Not above the vault, though its id begins so.
  '/subscriptions/{sub}/resourceGroups/r',
  '{vault}',
  '{vault}2',
  ...['keys', 'secrets', 'certificates'].flatMap((area) =>
    ['x', 'X', 'xy'].map((name) => `{vault}/${area}/${name}`),
  ),
]
const customIds = ['7', '8'].map(guid)
const assignment = fc.record({
  // The vault itself most of all: the rest would hardly ever let anybody in.
  scope: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...scopes) },
    { weight: 1, arbitrary: fc.constant('{vault}') },
  ),
  roleId: fc.oneof(
    fc.constantFrom(...customIds),
    fc.constantFrom(...roles.map(({ id }) => id)),
    fc.constantFrom(...roles.filter((one) => one.dataActions.length > 0).map(({ id }) => id)),
  ),
  principalId: oneOf([...people, ...groups]),
})

const configuration = fc.record({
  rbac: fc.constantFrom(true, true, false, null),
  policies: fc.array(policy, { minLength: 1, maxLength: 6 }),
  assignments: fc.array(assignment, { minLength: 1, maxLength: 8, size: 'max' }),
  customRoles: fc.tuple(customRole, customRole),
})
const caller = fc.record({
  tenantId: fc.oneof(
    { weight: 19, arbitrary: cased(tenant.id) },
    { weight: 1, arbitrary: fc.constant(otherTenant) },
  ),
  objectId: oneOf(people),
  kind: fc.constantFrom('user' as const, 'application' as const),
  applicationId: oneOf(clients),
  groups: fc.uniqueArray(fc.constantFrom(...groups), { maxLength: 2 }),
})
const request = fc.record({
  requirement: fc.constantFrom(...requirements),
  object: fc.constantFrom('x', 'X', 'y', 'xy'),
})
const cases = fc.record({
  configuration,
  callers: fc.array(caller, { minLength: callersEach, maxLength: callersEach }),
  requests: fc.array(request, { minLength: operationsEach, maxLength: operationsEach }),
})

type Configuration = typeof configuration extends fc.Arbitrary<infer T> ? T : never
type Asked = typeof request extends fc.Arbitrary<infer T> ? T : never

/** The configuration in the cloud, and as our rules are told it. */
async function build(wanted: Configuration): Promise<{ name: string; vault: VaultAccess }> {
  count += 1
  const name = `v${count}`
  const id = `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/${name}`
  const assignments = wanted.assignments.map((one, at) => ({
    ...one,
    id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
    scope: one.scope.replace('{sub}', subscription).replace('{vault}', id),
  }))
  await world.addVault({
    name,
    enableRbacAuthorization: wanted.rbac,
    accessPolicies: wanted.policies,
  })
  await world.ctx.store.write((db) => {
    db.sql('DELETE FROM role_assignments').run()
    for (const [at, lists] of wanted.customRoles.entries()) {
      const role = { id: customIds[at] ?? '', name: `custom ${at}`, description: '', ...lists }
      const rest = { assignableScopes: ['/'], actions: ['*'], notActions: [] }
      putCustomRole(db, { ...role, ...rest }, new Date(count), 'test')
    }
    const seen = new Set<string>()
    for (const one of assignments) {
      const key = [one.scope.replace(/\/$/, ''), one.roleId, one.principalId].join().toLowerCase()
      if (seen.has(key)) continue
      seen.add(key)
      const made = { createdAt: new Date(0), createdBy: 'test', principalType: 'User' as const }
      insertRoleAssignment(db, { ...one, ...made })
    }
  })
  const custom = wanted.customRoles.map((lists, at) => ({
    id: (customIds[at] ?? '').toUpperCase(),
    name: `custom ${at}`,
    actions: [],
    notActions: [],
    ...lists,
  }))
  return {
    name,
    vault: {
      id,
      tenantId: tenant.id,
      permissionModel: wanted.rbac === true ? 'rbac' : 'access-policies',
      policies: wanted.policies.map((one) => ({
        ...one,
        applicationId: one.applicationId ?? null,
      })),
      assignments: assignments.map(({ roleId, ...one }) => ({
        ...one,
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${roleId}`,
        principalType: null,
        condition: null,
      })),
      definitions: [...builtInRoles, ...custom],
    },
  }
}

/** What the vault says: whoever is not refused as a caller got past the lock, whatever is said behind it. */
async function ask(name: string, caller: AccessCaller, { requirement, object }: Asked) {
  const path = requirement.path.replace(/\/x(?=\/|$)/, `/${object}`)
  const hasBody = requirement.method !== 'GET' && requirement.method !== 'DELETE'
  const { status, body } = await world.send(
    requirement.method,
    `https://${name}.vault.azure.net${path}`,
    {
      as: {
        tid: caller.tenantId,
        oid: caller.objectId,
        appid: caller.applicationId ?? '',
        idtyp: caller.kind === 'user' ? 'user' : 'app',
        groups: [...caller.groups],
      },
      ...(hasBody ? { body: {} } : {}),
    },
  )
  const forbidden = status === 403 && /^ForbiddenBy/.test(body.error.innererror?.code ?? '')
  return status === 401 || forbidden ? 'refused' : 'allowed'
}

it('every operation needs what the service says it needs, in either model', () => {
  const needs = requirements.map(({ operation }) => {
    const found = findOperation(operation)
    return {
      operation,
      policy: found?.permissions.map((one) => `${found.area}/${one}`),
      action: found?.dataAction,
    }
  })
  expect(needs).toEqual(
    requirements.map(({ operation, policy, action }) => ({ operation, policy, action })),
  )
})

it(
  `our rules and the vault agree on ${vaults * callersEach * operationsEach} cases`,
  async () => {
    const answers = { allowed: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(cases, async ({ configuration, callers, requests }) => {
        const { name, vault } = await build(configuration)
        for (const caller of callers) {
          for (const asked of requests) {
            const operation = findOperation(asked.requirement.operation)
            expect(operation, asked.requirement.operation).not.toBeNull()
            if (operation === null) continue
            const { outcome } = decideAccess({ vault, caller, operation, object: asked.object })
            const answer = await ask(name, caller, asked)
            answers[answer] += 1
            expect({ caller, asked, outcome }).toEqual({ caller, asked, outcome: answer })
          }
        }
      }),
      { numRuns: vaults },
    )
    // Cases that are all refused would prove little.
    const total = answers.allowed + answers.refused
    expect(total).toBe(vaults * callersEach * operationsEach)
    expect(answers.allowed / total).toBeGreaterThan(0.1)
  },
  patience(60_000),
)
