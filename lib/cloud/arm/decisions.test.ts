import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { signInAs } from '#lib/testing/sign-in.ts'
import { operations } from './operations.ts'

/** Zero calls pass without a decision: every operation is called by somebody who holds no role at all. */
let cloud: TestCloud
let token: string

beforeAll(async () => {
  cloud = await startTestCloud({ sample: true })
  const address = 'no-role@contoso.example'
  await cloud.control('POST', 'users', { userPrincipalName: address, roles: [] })
  token = await signInAs(cloud, address, 'https://management.azure.com/.default')
})
afterAll(() => cloud.close())

const info = { remoteAddress: '127.0.0.1', tlsVersion: 'TLSv1.3' }
const guid = '99999999-9999-4999-8999-999999999999'

/** What stands for the variables of paths: as much as possible is there. */
function fixtureOf(name: string): string {
  const values: Record<string, string> = {
    subscription: cloud.credentials.subscriptions[0] ?? '',
    group: 'rg-platform-prod',
    vault: 'contoso-shared',
    resource: 'contoso-shared',
    namespace: 'Microsoft.KeyVault',
    type: 'vaults',
    subtype: 'secrets',
    object: 'x',
    location: 'westeurope',
    assignment: guid,
    role: guid,
  }
  return values[name] ?? 'x'
}

async function call(method: string, path: string, version: string, as: string | null) {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => fixtureOf(name))
  const hasBody = method === 'PUT' || method === 'PATCH' || method === 'POST'
  const request = new Request(`https://management.azure.com${filled}?api-version=${version}`, {
    method,
    headers: as === null ? {} : { authorization: `Bearer ${as}` },
    ...(hasBody ? { body: '{}' } : {}),
  })
  const answer = await cloud.cloud.fetch(request, info)
  const text = await answer.text()
  const code: unknown = text === '' ? null : JSON.parse(text).error?.code
  return `${answer.status} ${code ?? ''}`.trim()
}

/** What the service tells everybody: what there is to ask for, or only what the caller may see. */
const open = [
  'GET /providers/microsoft.keyvault/operations',
  'GET /providers/microsoft.authorization/roledefinitions',
  'GET /providers/microsoft.authorization/roledefinitions/:role',
  'GET /subscriptions',
  'GET /tenants',
]
const ofOneself = /\/providers\/microsoft\.authorization\/permissions$/

describe('without a role', () => {
  it('every operation is refused, but for those that tell nothing', async () => {
    const passed = await Promise.all(
      operations.map(async ({ method, path, versions }) => {
        const answer = await call(method, path, versions.known[0] ?? '', token)
        return answer === '403 AuthorizationFailed' ? [] : [`${method} ${path}: ${answer}`]
      }),
    )
    const unexpected = passed.flat().filter((line) => {
      const [operation = ''] = line.split(': ')
      return !open.includes(operation) && !ofOneself.test(operation)
    })
    expect(unexpected).toEqual([])
  })

  it('lists of what one may see are empty', async () => {
    const answer = await cloud.cloud.fetch(
      new Request('https://management.azure.com/subscriptions?api-version=2022-12-01', {
        headers: { authorization: `Bearer ${token}` },
      }),
      info,
    )
    expect((await answer.json()).value).toEqual([])
  })
})

it('without a token every operation is refused', async () => {
  const answers = await Promise.all(
    operations.map(({ method, path, versions }) =>
      call(method, path, versions.known[0] ?? '', null),
    ),
  )
  expect(new Set(answers)).toEqual(new Set(['401 AuthenticationFailed']))
})
