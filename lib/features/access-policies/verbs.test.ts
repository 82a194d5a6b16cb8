import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { failureFor } from '#lib/testing/failure-for.ts'
import { listActivity } from '../activity/list.ts'
import { listPrincipals } from '../principals/list.ts'
import type { Services } from '../services.ts'
import { deleteAccessPolicies } from './delete.ts'
import { listAccessPolicies } from './list.ts'
import { updateAccessPolicyInput } from './schema.ts'
import { updateAccessPolicy } from './update.ts'

let test: TestConsole
let owner: Caller
let devId: string
const vault = 'petdash-prod'

beforeAll(async () => {
  test = await startTestConsole()
  owner = await test.signIn('owner@contoso.example')
  const user = test.cloud.credentials.users.find(
    (one) => one.userPrincipalName === 'dev2@contoso.example',
  )
  devId = user?.objectId ?? ''
})
afterAll(() => test.close())

const entry = () => ({ vault, objectId: devId, applicationId: null })
const rowOf = async (id: string) =>
  (await listAccessPolicies(test.services, owner, { vault })).rows.find(
    (row) => row.objectId === id,
  )

/** The console with every change of access policies noted as it leaves. */
function noting(sent: object[]): Services {
  return {
    ...test.services,
    azureOf(caller) {
      const azure = test.services.azureOf(caller)
      const { accessPolicies } = azure
      return {
        ...azure,
        accessPolicies: {
          ...accessPolicies,
          change(place, kind, entries) {
            sent.push({ kind, entries })
            return accessPolicies.change(place, kind, entries)
          },
        },
      }
    },
  }
}

describe('principals', () => {
  it.each([
    ['dev2@', 'user'],
    ['petdash', 'managed-identity'],
  ])('are found by %s', async (q, kind) => {
    const { items, failures } = await listPrincipals(test.services, owner, { q })
    expect(failures).toEqual([])
    expect(items.map((one) => one.kind)).toContain(kind)
  })

  it('are found by object id', async () => {
    const { items } = await listPrincipals(test.services, owner, { q: devId })
    expect(items.map((one) => one.address)).toEqual(['dev2@contoso.example'])
  })
})

describe('access policies', () => {
  it('name whom they admit, and flag who is gone', async () => {
    const { rows, directoryUnread, permissionModel } = await listAccessPolicies(
      test.services,
      owner,
      {
        vault,
      },
    )
    expect([directoryUnread, permissionModel]).toEqual([null, 'access-policies'])
    expect(rows.filter((row) => row.principal.isUnknown)).toHaveLength(1)
  })

  it('are made, changed by the difference alone, and recorded', async () => {
    const sent: object[] = []
    const services = noting(sent)
    await updateAccessPolicy(services, owner, {
      ...entry(),
      before: null,
      after: { secrets: ['get'] },
    })
    await updateAccessPolicy(services, owner, {
      ...entry(),
      before: { secrets: ['get'] },
      after: { secrets: ['get', 'list'] },
    })
    expect(sent).toMatchObject([
      { kind: 'add', entries: [{ objectId: devId, permissions: { secrets: ['get'] } }] },
      { kind: 'add', entries: [{ objectId: devId, permissions: { secrets: ['list'] } }] },
    ])
    expect((await rowOf(devId))?.permissions.secrets).toEqual(['get', 'list'])
    const { items } = await listActivity(test.services, owner, { vault, limit: 5 }).then((all) => ({
      items: all,
    }))
    expect(items[0]).toMatchObject({ verb: 'access-policies.update', outcome: 'done' })
  })

  it('of 300 are changed by one small request; two editors at once lose nothing', async () => {
    const { graph: _, accessPolicies } = test.services.azureOf(owner)
    const { id } = await listAccessPolicies(test.services, owner, { vault })
    const [, , subscriptionId = '', , resourceGroup = ''] = id.split('/')
    const place = { subscriptionId, resourceGroup, vault }
    const { tenantId } = await accessPolicies.read(place)
    const many = Array.from({ length: 300 }, (_each, at) => ({
      tenantId,
      objectId: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
      applicationId: null,
      permissions: { keys: ['get'] },
    }))
    await accessPolicies.change(place, 'add', many)
    const sent: object[] = []
    const services = noting(sent)
    const of = (at: number) => ({
      vault,
      objectId: many[at]?.objectId ?? '',
      applicationId: null,
      before: { keys: ['get'] },
    })
    await updateAccessPolicy(services, owner, { ...of(7), after: { keys: ['get', 'list'] } })
    expect(sent).toHaveLength(1)
    expect(JSON.stringify(sent).length).toBeLessThan(400)
    await Promise.all([
      updateAccessPolicy(services, owner, { ...of(8), after: { keys: ['get', 'sign'] } }),
      updateAccessPolicy(services, owner, { ...of(9), after: { keys: ['get', 'verify'] } }),
    ])
    const { rows } = await listAccessPolicies(test.services, owner, { vault })
    const keys = (at: number) =>
      rows.find((row) => row.objectId === many[at]?.objectId)?.permissions.keys
    expect([keys(7), keys(8), keys(9)]).toEqual([
      ['get', 'list'],
      ['get', 'sign'],
      ['get', 'verify'],
    ])
    expect(
      await deleteAccessPolicies(test.services, owner, {
        vault,
        entries: rows
          .filter((row) => many.some((one) => one.objectId === row.objectId))
          .map(({ objectId, applicationId, permissions }) => ({
            objectId,
            applicationId,
            permissions: { keys: [...(permissions.keys ?? [])] },
          })),
      }),
    ).toEqual({ removed: 300 })
  })

  it('changed meanwhile are left alone, and what changed is said', async () => {
    const failure = await failureFor(
      updateAccessPolicy(test.services, owner, {
        ...entry(),
        before: { secrets: ['get'] },
        after: { secrets: ['get', 'purge'] },
      }),
    )
    expect(failure).toMatchObject({ code: 'changed-meanwhile', status: 409 })
    expect(failure?.detail).toContain('Secrets: gains List')
    expect((await rowOf(devId))?.permissions.secrets).toEqual(['get', 'list'])
  })

  it('refuse somebody of another tenant and an unknown application, at the field', async () => {
    const stranger = '11111111-2222-4333-8444-555555555555'
    const wrong = { before: null, after: { keys: ['get'] } }
    const failure = await failureFor(
      updateAccessPolicy(test.services, owner, { ...entry(), ...wrong, objectId: stranger }),
    )
    expect(Object.keys(failure?.fields ?? {})).toEqual(['objectId'])
    const pair = await failureFor(
      updateAccessPolicy(test.services, owner, { ...entry(), ...wrong, applicationId: stranger }),
    )
    expect(Object.keys(pair?.fields ?? {})).toEqual(['applicationId'])
  })

  it('refuse an entry without permissions', () => {
    const empty = { ...entry(), before: null, after: { keys: [] } }
    expect(updateAccessPolicyInput.safeParse(empty).success).toBe(false)
  })

  it('are removed as a whole, and the right that is missing is named', async () => {
    const row = await rowOf(devId)
    const { keys = [], secrets = [], certificates = [] } = row?.permissions ?? {}
    const permissions = { keys: [...keys], secrets: [...secrets], certificates: [...certificates] }
    const entries = [{ objectId: devId, applicationId: null, permissions }]
    expect(await deleteAccessPolicies(test.services, owner, { vault, entries })).toEqual({
      removed: 1,
    })
    expect(await rowOf(devId)).toBeUndefined()
  })
})
