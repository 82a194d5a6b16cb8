import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  openVaultUnderTest,
  policyEntry,
  subscription,
  type VaultUnderTest,
} from './vault-under-test.ts'

/**
 * Who may do what, told twice: here from the documentation, in the operations from the protocol. Every
 * operation is called with every permission or role alone; whatever is not 403 got past the lock.
 *
 * @see https://learn.microsoft.com/azure/key-vault/general/rbac-guide
 * @see https://learn.microsoft.com/rest/api/keyvault/ ("requires the certificates/… permission")
 */
const operations: readonly [
  name: string,
  method: string,
  path: string,
  policy: string,
  action: string,
][] = [
  ['list', 'GET', '/certificates', 'certificates/list', 'certificates/read'],
  ['get', 'GET', '/certificates/x', 'certificates/get', 'certificates/read'],
  [
    'get version',
    'GET',
    `/certificates/x/${'0'.repeat(32)}`,
    'certificates/get',
    'certificates/read',
  ],
  ['versions', 'GET', '/certificates/x/versions', 'certificates/list', 'certificates/read'],
  ['policy', 'GET', '/certificates/x/policy', 'certificates/get', 'certificates/read'],
  [
    'policy update',
    'PATCH',
    '/certificates/x/policy',
    'certificates/update',
    'certificates/update',
  ],
  ['create', 'POST', '/certificates/x/create', 'certificates/create', 'certificates/create'],
  ['import', 'POST', '/certificates/x/import', 'certificates/import', 'certificates/import'],
  ['merge', 'POST', '/certificates/x/pending/merge', 'certificates/create', 'certificates/create'],
  ['pending', 'GET', '/certificates/x/pending', 'certificates/get', 'certificates/read'],
  ['cancel', 'PATCH', '/certificates/x/pending', 'certificates/update', 'certificates/update'],
  ['drop', 'DELETE', '/certificates/x/pending', 'certificates/update', 'certificates/update'],
  ['update', 'PATCH', '/certificates/x', 'certificates/update', 'certificates/update'],
  ['delete', 'DELETE', '/certificates/x', 'certificates/delete', 'certificates/delete'],
  ['deleted list', 'GET', '/deletedcertificates', 'certificates/list', 'certificates/read'],
  ['deleted get', 'GET', '/deletedcertificates/x', 'certificates/get', 'certificates/read'],
  [
    'recover',
    'POST',
    '/deletedcertificates/x/recover',
    'certificates/recover',
    'certificates/recover',
  ],
  ['purge', 'DELETE', '/deletedcertificates/x', 'certificates/purge', 'certificates/purge'],
  ['key list', 'GET', '/keys', 'keys/list', 'keys/read'],
  ['key get', 'GET', '/keys/x', 'keys/get', 'keys/read'],
  ['key versions', 'GET', '/keys/x/versions', 'keys/list', 'keys/read'],
  ['key delete', 'DELETE', '/keys/x', 'keys/delete', 'keys/delete'],
  ['key update', 'PATCH', '/keys/x', 'keys/update', 'keys/update'],
  ['key create', 'POST', '/keys/x/create', 'keys/create', 'keys/create'],
  ['key rotate', 'POST', '/keys/x/rotate', 'keys/rotate', 'keys/rotate'],
  ['secret list', 'GET', '/secrets', 'secrets/list', 'secrets/list'],
  ['secret get', 'GET', '/secrets/x', 'secrets/get', 'secrets/get'],
  ['secret versions', 'GET', '/secrets/x/versions', 'secrets/list', 'secrets/list'],
  ['secret set', 'PUT', '/secrets/x', 'secrets/set', 'secrets/set'],
  ['secret update', 'PATCH', '/secrets/x', 'secrets/set', 'secrets/update'],
  ['secret delete', 'DELETE', '/secrets/x', 'secrets/delete', 'secrets/delete'],
]

/** https://learn.microsoft.com/azure/key-vault/general/assign-access-policy */
const catalogue = {
  certificates:
    'get list delete create import update managecontacts getissuers listissuers setissuers deleteissuers manageissuers recover purge backup restore',
  keys: 'get list create update import delete backup restore recover purge encrypt decrypt wrapKey unwrapKey sign verify release rotate getrotationpolicy setrotationpolicy',
  secrets: 'get list set delete backup restore recover purge',
} as const

const all = (area: string) =>
  operations.map(([, , , , one]) => one).filter((one) => one.startsWith(area))
const reads = ['certificates/read', 'keys/read']

/** What each built-in role allows of the actions above. */
const roles: Readonly<Record<string, readonly string[]>> = {
  'Key Vault Administrator': [...all('certificates'), ...all('keys'), ...all('secrets')],
  'Key Vault Certificates Officer': all('certificates'),
  'Key Vault Certificate User': [...reads, 'secrets/get', 'secrets/list'],
  'Key Vault Crypto Officer': all('keys'),
  'Key Vault Crypto User': ['keys/read', 'keys/update'],
  'Key Vault Crypto Service Encryption User': ['keys/read'],
  'Key Vault Crypto Service Release User': [],
  'Key Vault Secrets Officer': all('secrets'),
  'Key Vault Secrets User': ['secrets/get', 'secrets/list'],
  'Key Vault Reader': [...reads, 'secrets/list'],
  'Key Vault Contributor': [],
  'Key Vault Purge Operator': [],
  'Key Vault Data Access Administrator': [],
  Owner: [],
  Contributor: [],
  Reader: [],
}

const someone = 'aaaaaaaa-0000-4000-8000-000000000009'
const scope = `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/`
let vault: VaultUnderTest

beforeAll(async () => {
  vault = await openVaultUnderTest()
})
afterAll(() => vault.close())

async function allowed(host: string): Promise<string[]> {
  const passed: string[] = []
  for (const [name, method, path] of operations) {
    const { status, body } = await vault.send(method, `https://${host}.vault.azure.net${path}`, {
      as: { oid: someone },
      ...(method === 'GET' || method === 'DELETE' ? {} : { body: {} }),
    })
    const refused = status === 403 && body.error.innererror?.code.startsWith('ForbiddenBy')
    if (!refused) passed.push(name)
  }
  return passed
}

describe('access policies', () => {
  const cases = Object.entries(catalogue).flatMap(([area, permissions]) =>
    permissions.split(' ').map((permission) => [area, permission] as const),
  )
  it.each(cases)('%s %s alone', async (area, permission) => {
    const name = `p-${area.slice(0, 4)}-${permission}`.slice(0, 24).toLowerCase()
    await vault.addVault({
      name,
      accessPolicies: [policyEntry(someone, { [area]: [permission] })],
    })
    const expected = operations
      .filter(([, , , policy]) => policy === `${area}/${permission}`)
      .map(([operation]) => operation)
    expect(await allowed(name)).toEqual(expected)
  })

  it('nothing without an entry, whatever the roles say', async () => {
    await vault.addVault({ name: 'p-roles-do-not-count', accessPolicies: [] })
    await vault.assignRole('Key Vault Administrator', someone, `${scope}p-roles-do-not-count`)
    expect(await allowed('p-roles-do-not-count')).toEqual([])
  })
})

describe('roles', () => {
  it.each(Object.entries(roles).map(([role, actions], at) => [role, actions, at] as const))(
    '%s alone',
    async (role, actions, at) => {
      const name = `r-${at}`
      await vault.addVault({
        name,
        enableRbacAuthorization: true,
        // Ignored on such a vault.
        accessPolicies: [policyEntry(someone, { secrets: ['all'], keys: ['all'] })],
      })
      await vault.assignRole(role, someone, `${scope}${name}`)
      const expected = operations
        .filter(([, , , , action]) => actions.includes(action))
        .map(([operation]) => operation)
      expect(await allowed(name)).toEqual(expected)
    },
  )
})
