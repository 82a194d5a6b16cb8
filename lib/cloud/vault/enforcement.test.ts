import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtInRoles } from '../arm/authorization/built-in-roles.ts'
import { catalogue, type Requirement, requirements, roles } from './enforcement-table.ts'
import { operations } from './operations.ts'
import { matchOperation, pathSegments } from './route.ts'
import {
  openVaultUnderTest,
  policyEntry,
  subscription,
  type VaultUnderTest,
} from './vault-under-test.ts'

/** Every operation is called with every permission or role alone; whatever is not 403 got past the lock. */
const someone = 'aaaaaaaa-0000-4000-8000-000000000009'
const scope = `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/`
const operationOf = ({ method, path }: Requirement) =>
  matchOperation(operations, method, pathSegments(path))?.operation
let vault: VaultUnderTest

beforeAll(async () => {
  vault = await openVaultUnderTest()
})
afterAll(() => vault.close())

function labelOf({ operation, method, path }: Requirement): string {
  return `${operation}: ${method} ${path}`
}

/** Which of the calls get past the lock, whatever is said of them behind. */
async function allowedAt(
  host: string,
  { object = 'x', of = requirements }: { object?: string; of?: readonly Requirement[] } = {},
): Promise<string[]> {
  const passed = await Promise.all(
    of.map(async (one) => {
      const path = one.path.replace(/\/x(?=\/|$)/, `/${object}`)
      const { status, body } = await vault.send(
        one.method,
        `https://${host}.vault.azure.net${path}`,
        {
          as: { oid: someone },
          ...(one.method === 'GET' || one.method === 'DELETE' ? {} : { body: {} }),
        },
      )
      expect(status, labelOf(one)).not.toBe(500)
      const isRefused = status === 403 && body.error.innererror?.code.startsWith('ForbiddenBy')
      return isRefused ? [] : [labelOf(one)]
    }),
  )
  return passed.flat()
}

function labelsWhere(test: (one: Requirement) => boolean): string[] {
  return requirements.filter(test).map(labelOf)
}

/** Whether the patterns of a role cover an action; by hand, since the table is to be independent. */
function covers(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : action === pattern,
  )
}

describe('the table', () => {
  /** Operations of the official description that vaults do not have: managed HSMs and previews. */
  const elsewhere = ['GetKeyAttestation', 'securewrapkey', 'secureunwrapkey']

  it('has every operation that the service describes', () => {
    const described = ['certificates', 'keys', 'secrets'].flatMap((name) => {
      const file = new URL(`../../testing/spec/${name}.json`, import.meta.url)
      const { paths }: { paths: Record<string, Record<string, { operationId: string }>> } =
        JSON.parse(readFileSync(file, 'utf8'))
      return Object.values(paths).flatMap((methods) =>
        Object.values(methods).map(({ operationId }) => operationId),
      )
    })
    const known = requirements.map(({ operation }) => operation)
    expect(described.filter((one) => !known.includes(one)).sort()).toEqual([...elsewhere].sort())
    expect(known.filter((one) => !described.includes(one))).toEqual([])
  })

  it('has every operation that is played, and each of its lines is played', () => {
    const reached = requirements.map(operationOf)
    expect(requirements.filter((_, at) => reached[at] === undefined).map(labelOf)).toEqual([])
    const unlisted = operations.filter((one) => !reached.includes(one))
    expect(unlisted.map(({ method, path }) => `${method} ${path}`)).toEqual([])
  })

  it('has every built-in role', () => {
    expect(Object.keys(roles).sort()).toEqual(builtInRoles.map(({ name }) => name).sort())
  })
})

it('without a token every operation is refused', async () => {
  await vault.addVault({ name: 'no-token' })
  const answers = await Promise.all(
    requirements.map(async ({ method, path }) => {
      const answer = await vault.send(method, `https://no-token.vault.azure.net${path}`, {
        as: null,
      })
      return `${answer.status} ${answer.body.error.code}`
    }),
  )
  expect(new Set(answers)).toEqual(new Set(['401 Unauthorized']))
})

describe('access policies', () => {
  const areas = ['certificates', 'keys', 'secrets'] as const
  const cases = areas.flatMap((area) =>
    catalogue[area].split(' ').map((permission) => [area, permission] as const),
  )
  it.each(cases)('%s %s alone', async (area, permission) => {
    const name = `p-${area.slice(0, 4)}-${permission}`.slice(0, 24).toLowerCase()
    await vault.addVault({ name, accessPolicies: [policyEntry(someone, { [area]: [permission] })] })
    const of = requirements.filter(({ policy }) => policy[0]?.startsWith(`${area}/`))
    expect(await allowedAt(name, { of })).toEqual(
      labelsWhere(({ policy }) => policy.includes(`${area}/${permission}`)),
    )
  })

  it.each(areas)('%s in full, which give nothing of the others', async (area) => {
    await vault.addVault({
      name: `p-full-${area}`,
      accessPolicies: [policyEntry(someone, { [area]: catalogue[area].split(' ') })],
    })
    await vault.addVault({
      name: `p-all-${area}`,
      accessPolicies: [policyEntry(someone.toUpperCase(), { [area]: ['ALL'] })],
    })
    const expected = labelsWhere(({ policy }) => policy[0]?.startsWith(`${area}/`) ?? false)
    expect(await allowedAt(`p-full-${area}`)).toEqual(expected)
    expect(await allowedAt(`p-all-${area}`)).toEqual(expected)
  })

  it('storage in full, which gives nothing here', async () => {
    const storage = catalogue.storage.split(' ')
    await vault.addVault({ name: 'p-storage', accessPolicies: [policyEntry(someone, { storage })] })
    expect(await allowedAt('p-storage')).toEqual([])
  })

  it('nothing without an entry, whatever the roles say', async () => {
    await vault.addVault({ name: 'p-roles-do-not-count', accessPolicies: [] })
    await vault.assignRole('Key Vault Administrator', someone, `${scope}p-roles-do-not-count`)
    expect(await allowedAt('p-roles-do-not-count')).toEqual([])
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
        accessPolicies: [
          policyEntry(someone, { secrets: ['all'], keys: ['all'], certificates: ['all'] }),
        ],
      })
      await vault.assignRole(role, someone, `${scope}${name}`)
      expect(await allowedAt(name)).toEqual(labelsWhere(({ action }) => covers(actions, action)))
    },
  )

  it.each([
    ['certificates', 'Key Vault Certificates Officer'],
    ['keys', 'Key Vault Crypto Officer'],
    ['secrets', 'Key Vault Secrets Officer'],
  ])('over one of the %s alone: that object, and no other and no list', async (area, role) => {
    const name = `r-one-${area}`
    await vault.addVault({ name, enableRbacAuthorization: true, accessPolicies: [] })
    await vault.assignRole(role, someone, `${scope}${name}/${area}/x`)
    const ofObject = new RegExp(`^/(deleted)?${area}/x(/|$)`)
    expect(await allowedAt(name)).toEqual(labelsWhere(({ path }) => ofObject.test(path)))
    expect(await allowedAt(name, { object: 'y' })).toEqual([])
  })
})
