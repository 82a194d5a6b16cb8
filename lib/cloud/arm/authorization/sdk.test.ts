import { randomUUID } from 'node:crypto'
import { AuthorizationManagementClient } from '@azure/arm-authorization'
import type { TokenCredential } from '@azure/core-auth'
import { isRestError } from '@azure/core-rest-pipeline'
import { ClientSecretCredential } from '@azure/identity'
import { SecretClient } from '@azure/keyvault-secrets'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { invariant } from '#lib/base/invariant.ts'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { signInAs } from '#lib/testing/sign-in.ts'
import { type ThroughCloud, throughCloud } from '#lib/testing/through-cloud.ts'
import { castOf } from '../../sample/cast.ts'

// The official client is the oracle: unmodified, over real TLS, with the CA as only trust.

let cloud: TestCloud
let options: ThroughCloud
let production: string
let vault: string
let automation: AuthorizationManagementClient
let owner: AuthorizationManagementClient

const roles = {
  secretsUser: '4633458b-17de-408a-b874-0445c86b69e6',
  reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  vaultReader: '21090545-7ca7-4776-b22c-e363652d74d2',
  userAccessAdministrator: '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
  dataAccessAdministrator: '8b54135c-b56d-4d72-a534-26097cfdc8d8',
}

beforeAll(async () => {
  cloud = await startTestCloud({ sample: true })
  options = throughCloud(cloud)
  production = cloud.credentials.subscriptions[0] ?? ''
  vault = `/subscriptions/${production}/resourceGroups/rg-platform-prod/providers/Microsoft.KeyVault/vaults/contoso-shared`
  const application = cloud.credentials.applications.find((one) => one.name === 'automation')
  invariant(application, 'there is automation')
  const { tenantId } = cloud.credentials
  automation = clientOf(
    new ClientSecretCredential(tenantId, application.clientId, application.clientSecret, options),
  )
  owner = await clientFor('owner')
})

afterAll(() => cloud.close())

function clientOf(credential: TokenCredential): AuthorizationManagementClient {
  return new AuthorizationManagementClient(credential, production, options)
}

async function credentialFor(
  account: string,
  scope = 'https://management.azure.com/.default',
): Promise<TokenCredential> {
  const token = await signInAs(cloud, account, scope)
  return { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_000_000 }) }
}

async function clientFor(account: string): Promise<AuthorizationManagementClient> {
  return clientOf(await credentialFor(account))
}

function userId(account: string): string {
  const user = cloud.credentials.users.find((one) =>
    one.userPrincipalName.startsWith(`${account}@`),
  )
  invariant(user, `there is ${account}`)
  return user.objectId
}

function roleId(id: string): string {
  return `/subscriptions/${production}/providers/Microsoft.Authorization/roleDefinitions/${id}`
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

async function refusal(work: Promise<unknown>): Promise<[number | undefined, string | undefined]> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  invariant(isRestError(error), `the client refuses: ${error}`)
  return [error.statusCode, error.code]
}

/** Gives a role to a user and takes it back when the work is done. */
async function withRole(
  scope: string,
  role: string,
  principalId: string,
  work: () => Promise<void>,
): Promise<void> {
  const name = randomUUID()
  await owner.roleAssignments.create(scope, name, { roleDefinitionId: roleId(role), principalId })
  await work()
  await owner.roleAssignments.delete(scope, name)
}

describe('role assignments', () => {
  it('are made, shown, changed in their words only, and taken away', async () => {
    const name = randomUUID()
    const parameters = {
      roleDefinitionId: roleId(roles.secretsUser),
      principalId: userId('dev'),
      principalType: 'User',
    }
    const made = await owner.roleAssignments.create(vault, name, parameters)
    expect(made).toMatchObject({
      id: `${vault}/providers/Microsoft.Authorization/roleAssignments/${name}`,
      name,
      type: 'Microsoft.Authorization/roleAssignments',
      scope: vault,
      roleDefinitionId: roleId(roles.secretsUser),
      principalId: userId('dev'),
      principalType: 'User',
      createdBy: userId('owner'),
    })
    expect(made.createdOn).toBeInstanceOf(Date)
    expect(await owner.roleAssignments.getById(made.id ?? '')).toEqual(made)

    const again = await owner.roleAssignments.create(vault, name, {
      ...parameters,
      description: 'for the release',
    })
    expect(again.description).toBe('for the release')
    expect(await refusal(owner.roleAssignments.create(vault, randomUUID(), parameters))).toEqual([
      409,
      'RoleAssignmentExists',
    ])
    expect(
      await refusal(
        owner.roleAssignments.create(vault, name, {
          ...parameters,
          principalId: userId('dev2'),
          principalType: 'User',
        }),
      ),
    ).toEqual([400, 'RoleAssignmentUpdateNotPermitted'])

    const removed = await owner.roleAssignments.delete(vault, name)
    expect(removed.name).toBe(name)
    expect(await owner.roleAssignments.delete(vault, name)).not.toHaveProperty('name')
    expect(await refusal(owner.roleAssignments.get(vault, name))).toEqual([
      404,
      'RoleAssignmentNotFound',
    ])
  })

  it('count at once, on the data plane too, and no longer once taken away', async () => {
    const credential = await credentialFor('dev', 'https://vault.azure.net/.default')
    const secrets = new SecretClient('https://contoso-shared.vault.azure.net', credential, options)
    const read = () => secrets.getSecret('idp-signing')
    expect(await refusal(read())).toEqual([403, 'Forbidden'])
    await withRole(`${vault}/secrets/idp-signing`, roles.secretsUser, userId('dev'), async () => {
      expect((await read()).name).toBe('idp-signing')
      expect(await refusal(secrets.getSecret('other'))).toEqual([403, 'Forbidden'])
    })
    expect(await refusal(read())).toEqual([403, 'Forbidden'])
    await withRole(vault, roles.secretsUser, castOf(cloud.credentials).platformTeam, async () => {
      expect((await read()).name).toBe('idp-signing')
    })
  })

  it('are listed at, above and below a scope, and by principal', async () => {
    const subscription = `/subscriptions/${production}`
    const everything = await all(owner.roleAssignments.listForScope(subscription))
    const below = everything.filter((one) => one.scope?.includes('/vaults/'))
    expect(below.length).toBeGreaterThan(0)
    expect(everything.length).toBeGreaterThan(below.length)
    const above = await all(
      owner.roleAssignments.listForScope(subscription, { filter: 'atScope()' }),
    )
    expect(above).toEqual(everything.filter((one) => one.scope === subscription))
    const atVault = await all(owner.roleAssignments.listForScope(vault, { filter: 'atScope()' }))
    const group = `${subscription}/resourceGroups/rg-platform-prod`
    expect(new Set(atVault.map((one) => one.scope))).toEqual(new Set([subscription, group, vault]))
    expect(await all(owner.roleAssignments.listForSubscription())).toEqual(everything)
    expect(
      await all(
        owner.roleAssignments.listForResource(
          'rg-platform-prod',
          'Microsoft.KeyVault',
          'vaults',
          'contoso-shared',
        ),
      ),
    ).toEqual(await all(owner.roleAssignments.listForScope(vault)))
  })

  it('of a principal are its own, or those of its groups too', async () => {
    const { development, platformTeam } = castOf(cloud.credentials)
    const scope = `/subscriptions/${development}`
    const list = (filter: string) => all(owner.roleAssignments.listForScope(scope, { filter }))
    const own = await list(`principalId eq '${userId('dev')}'`)
    expect(own.map((one) => one.principalId)).toEqual([userId('dev')])
    const assigned = await list(`assignedTo('${userId('dev')}')`)
    expect(new Set(assigned.map((one) => one.principalId))).toEqual(
      new Set([userId('dev'), platformTeam]),
    )
    expect(await list(`atScope() and assignedTo('${userId('dev')}')`)).toEqual(own)
    expect(await refusal(list("roleName eq 'Owner'"))).toEqual([400, 'UnsupportedQueryFilter'])
  })

  it.each([
    ['a principal that is not there', { principalId: randomUUID() }, 400, 'PrincipalNotFound'],
    ['another type than it is', { principalType: 'Group' }, 400, 'UnmatchedPrincipalType'],
    ['a type that is none', { principalType: 'MSI' }, 400, 'InvalidPrincipalType'],
    [
      'a role that is not there',
      { roleDefinitionId: roleId(randomUUID()) },
      404,
      'RoleDefinitionDoesNotExist',
    ],
    ['a role without id', { roleDefinitionId: 'Reader' }, 400, 'InvalidRoleDefinitionId'],
    ['a principal without id', { principalId: 'dev' }, 400, 'BadRequestFormat'],
    [
      'a condition without version',
      { condition: "ActionMatches{'x'}" },
      400,
      'RoleAssignmentConditionNotValid',
    ],
    [
      'a condition on what vaults do not offer',
      {
        condition: "@Resource[Microsoft.KeyVault/vaults/secrets:name] StringEquals 'x'",
        conditionVersion: '2.0',
      },
      400,
      'RoleAssignmentConditionNotValid',
    ],
  ])('are refused for %s', async (_, change, status, code) => {
    const parameters = {
      roleDefinitionId: roleId(roles.reader),
      principalId: userId('dev'),
      ...change,
    }
    expect(await refusal(owner.roleAssignments.create(vault, randomUUID(), parameters))).toEqual([
      status,
      code,
    ])
  })

  it('are refused under a name that is no GUID, and where nothing is', async () => {
    const parameters = { roleDefinitionId: roleId(roles.reader), principalId: userId('dev') }
    const create = (scope: string, name: string = randomUUID()) =>
      refusal(owner.roleAssignments.create(scope, name, parameters))
    expect(await create(vault, 'mine')).toEqual([400, 'InvalidRoleAssignmentId'])
    expect(await create(`${vault}x`)).toEqual([404, 'ResourceNotFound'])
    expect(await create(`/subscriptions/${production}/resourceGroups/none`)).toEqual([
      404,
      'ResourceGroupNotFound',
    ])
    expect(await create(`/subscriptions/${randomUUID()}`)).toEqual([404, 'SubscriptionNotFound'])
    expect(await create('/')).toEqual([403, 'AuthorizationFailed'])
  })
})

describe('the right to assign', () => {
  const parameters = (role: string) => ({
    roleDefinitionId: roleId(role),
    principalId: userId('auditor'),
  })

  it.each(['ops', 'auditor'])('%s does not have it', async (account) => {
    const client = await clientFor(account)
    expect(
      await refusal(
        client.roleAssignments.create(vault, randomUUID(), parameters(roles.secretsUser)),
      ),
    ).toEqual([403, 'AuthorizationFailed'])
    const [existing] = await all(client.roleAssignments.listForScope(vault))
    expect(await refusal(client.roleAssignments.deleteById(existing?.id ?? ''))).toEqual([
      403,
      'AuthorizationFailed',
    ])
  })

  it('of a Data Access Administrator is over the roles of vaults only', async () => {
    const client = await clientFor('dev2')
    await withRole(vault, roles.dataAccessAdministrator, userId('dev2'), async () => {
      const name = randomUUID()
      await client.roleAssignments.create(vault, name, parameters(roles.secretsUser))
      expect(
        await refusal(
          client.roleAssignments.create(
            vault,
            randomUUID(),
            parameters(roles.userAccessAdministrator),
          ),
        ),
      ).toEqual([403, 'AuthorizationFailed'])
      const [owners] = await all(
        owner.roleAssignments.listForScope(`/subscriptions/${production}`, {
          filter: `principalId eq '${userId('owner')}'`,
        }),
      )
      expect(await refusal(client.roleAssignments.deleteById(owners?.id ?? ''))).toEqual([
        403,
        'AuthorizationFailed',
      ])
      expect((await client.roleAssignments.delete(vault, name)).name).toBe(name)
    })
  })

  it('may be conditional by assignment', async () => {
    const name = randomUUID()
    const condition =
      "(!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR " +
      "(@Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'Group')"
    const made = await owner.roleAssignments.create(vault, name, {
      roleDefinitionId: roleId(roles.userAccessAdministrator),
      principalId: userId('dev2'),
      condition,
      conditionVersion: '2.0',
    })
    expect([made.condition, made.conditionVersion]).toEqual([condition, '2.0'])
    const client = await clientFor('dev2')
    expect(
      await refusal(client.roleAssignments.create(vault, randomUUID(), parameters(roles.reader))),
    ).toEqual([403, 'AuthorizationFailed'])
    const forGroup = await client.roleAssignments.create(vault, randomUUID(), {
      roleDefinitionId: roleId(roles.reader),
      principalId: castOf(cloud.credentials).platformTeam,
    })
    expect(forGroup.principalType).toBe('Group')
    await owner.roleAssignments.deleteById(forGroup.id ?? '')
    await owner.roleAssignments.delete(vault, name)
  })
})

describe('role definitions', () => {
  it('of the service have its ids and lists', async () => {
    const listed = await all(
      owner.roleDefinitions.list(vault, { filter: "roleName eq 'Key Vault Secrets User'" }),
    )
    expect(listed).toHaveLength(1)
    expect(listed[0]).toMatchObject({
      id: roleId(roles.secretsUser),
      name: roles.secretsUser,
      roleType: 'BuiltInRole',
      assignableScopes: ['/'],
    })
    const [permission] = listed[0]?.permissions ?? []
    expect(permission?.dataActions).toEqual([
      'Microsoft.KeyVault/vaults/secrets/getSecret/action',
      'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
    ])
    const one = await owner.roleDefinitions.get(vault, roles.dataAccessAdministrator)
    expect(one.permissions?.[0]).toMatchObject({
      condition: expect.stringContaining('ForAnyOfAnyValues:GuidEquals'),
      conditionVersion: '2.0',
    })
    const byId = await owner.roleDefinitions.getById(
      `providers/Microsoft.Authorization/roleDefinitions/${roles.reader}`,
    )
    expect(byId.roleName).toBe('Reader')
    expect(await refusal(owner.roleDefinitions.get(vault, randomUUID()))).toEqual([
      404,
      'RoleDefinitionDoesNotExist',
    ])
  })

  it('of one’s own are made, assigned where they are for, changed and deleted', async () => {
    const scope = `/subscriptions/${production}/resourceGroups/rg-platform-prod`
    const id = randomUUID()
    const definition = {
      roleName: 'Secret Names Reader',
      description: 'Sees names, no values',
      assignableScopes: [scope],
      permissions: [
        {
          dataActions: ['Microsoft.KeyVault/vaults/secrets/*'],
          notDataActions: ['Microsoft.KeyVault/vaults/secrets/getSecret/action'],
        },
      ],
    }
    const made = await owner.roleDefinitions.createOrUpdate(scope, id, definition)
    expect(made).toMatchObject({
      name: id,
      roleName: 'Secret Names Reader',
      roleType: 'CustomRole',
      assignableScopes: [scope],
    })
    expect(
      await refusal(owner.roleDefinitions.createOrUpdate(scope, randomUUID(), definition)),
    ).toEqual([409, 'RoleDefinitionWithSameNameExists'])
    const filter = "type eq 'CustomRole'"
    expect(await all(owner.roleDefinitions.list(vault, { filter }))).toHaveLength(1)
    const subscription = `/subscriptions/${production}`
    expect(await all(owner.roleDefinitions.list(subscription, { filter }))).toHaveLength(0)
    expect(
      await all(
        owner.roleDefinitions.list(subscription, { filter: `atScopeAndBelow() and ${filter}` }),
      ),
    ).toHaveLength(1)

    const credential = await credentialFor('dev', 'https://vault.azure.net/.default')
    const secrets = new SecretClient('https://contoso-shared.vault.azure.net', credential, options)
    await withRole(vault, id, userId('dev'), async () => {
      expect((await all(secrets.listPropertiesOfSecrets())).length).toBeGreaterThan(0)
      expect(await refusal(secrets.getSecret('idp-signing'))).toEqual([403, 'Forbidden'])
      await owner.roleDefinitions.createOrUpdate(scope, id, {
        ...definition,
        permissions: [{ dataActions: ['Microsoft.KeyVault/vaults/secrets/getSecret/action'] }],
      })
      expect((await secrets.getSecret('idp-signing')).name).toBe('idp-signing')
      expect(await refusal(owner.roleDefinitions.delete(scope, id))).toEqual([
        400,
        'RoleDefinitionHasAssignments',
      ])
    })
    expect(
      await refusal(
        owner.roleAssignments.create(subscription, randomUUID(), {
          roleDefinitionId: roleId(id),
          principalId: userId('dev'),
        }),
      ),
    ).toEqual([404, 'RoleDefinitionDoesNotExist'])
    expect((await owner.roleDefinitions.delete(scope, id)).name).toBe(id)
    expect(await owner.roleDefinitions.delete(scope, id)).not.toHaveProperty('name')
  })

  it.each([
    ['no scope', { assignableScopes: [] }, 400, 'InvalidAssignableScopes'],
    ['the tenant as scope', { assignableScopes: ['/'] }, 400, 'LinkedInvalidPropertyId'],
    ['no name', { roleName: ' ' }, 400, 'BadRequestFormat'],
    ['two permissions', { permissions: [{}, {}] }, 400, 'BadRequestFormat'],
    [
      'an action that is none',
      { permissions: [{ actions: ['read everything'] }] },
      400,
      'InvalidActionOrNotAction',
    ],
    [
      'the name of a built-in role',
      { roleName: 'reader' },
      409,
      'RoleDefinitionWithSameNameExists',
    ],
  ])('are refused with %s', async (_, change, status, code) => {
    const scope = `/subscriptions/${production}`
    const definition = {
      roleName: 'Mine',
      assignableScopes: [scope],
      permissions: [{ actions: ['*/read'] }],
      ...change,
    }
    expect(
      await refusal(owner.roleDefinitions.createOrUpdate(scope, randomUUID(), definition)),
    ).toEqual([status, code])
  })

  it('need the right at every scope that they are for, and are not the service’s', async () => {
    const scope = `/subscriptions/${production}`
    const definition = {
      roleName: 'Mine',
      assignableScopes: [scope],
      permissions: [{ actions: ['*/read'] }],
    }
    const ops = await clientFor('ops')
    expect(
      await refusal(ops.roleDefinitions.createOrUpdate(scope, randomUUID(), definition)),
    ).toEqual([403, 'AuthorizationFailed'])
    expect(await refusal(owner.roleDefinitions.delete(scope, roles.reader))).toEqual([
      403,
      'CannotModifyBuiltInRoleDefinition',
    ])
  })
})

describe('what else clients ask', () => {
  it('tells the caller its own permissions', async () => {
    const ops = await clientFor('ops')
    const permissions = await all(
      ops.permissions.listForResource(
        'rg-platform-prod',
        'Microsoft.KeyVault',
        '',
        'vaults',
        'contoso-shared',
      ),
    )
    expect(permissions.map((one) => one.dataActions)).toContainEqual([
      'Microsoft.KeyVault/vaults/*',
    ])
    const dev = await clientFor('dev')
    expect(await all(dev.permissions.listForResourceGroup('rg-platform-prod'))).toEqual([])
  })

  it('has no deny assignments', async () => {
    expect(await all(automation.denyAssignments.listForScope(vault))).toEqual([])
  })
})
