import { request as httpsRequest } from 'node:https'
import { ClientSecretCredential, OnBehalfOfCredential } from '@azure/identity'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { invariant } from '#lib/base/invariant.ts'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { claimsOf } from '#lib/testing/login.ts'
import { signInAs } from '#lib/testing/sign-in.ts'
import { throughCloud } from '#lib/testing/through-cloud.ts'

/** Raw HTTP over real TLS, with tokens that Microsoft's own client fetched. */
const scope = 'https://graph.microsoft.com/.default'

let cloud: TestCloud
let automation: string

beforeAll(async () => {
  cloud = await startTestCloud({ sample: true })
  automation = await tokenOf('automation')
})
afterAll(() => cloud.close())

interface Answer {
  status: number
  headers: Record<string, unknown>
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  body: any
}

function application(name: string) {
  const found = cloud.credentials.applications.find((one) => one.name === name)
  invariant(found, `there is an application ${name}`)
  return found
}

function user(alias: string) {
  const found = cloud.credentials.users.find((one) => one.userPrincipalName.startsWith(`${alias}@`))
  invariant(found, `there is a user ${alias}`)
  return found
}

async function tokenOf(name: string, asked = scope): Promise<string> {
  const { clientId, clientSecret } = application(name)
  const credential = new ClientSecretCredential(
    cloud.credentials.tenantId,
    clientId,
    clientSecret,
    {
      ...throughCloud(cloud),
    },
  )
  return (await credential.getToken(asked)).token
}

interface Options {
  token?: string | null
  method?: string
  body?: object
  eventual?: boolean
}

function call(path: string, options: Options = {}): Promise<Answer> {
  const url = path.startsWith('https:')
    ? path
    : `https://graph.microsoft.com/v1.0${path.replaceAll(' ', '%20')}`
  const token = options.token === undefined ? automation : options.token
  const headers = {
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(options.eventual ? { ConsistencyLevel: 'eventual' } : {}),
  }
  return new Promise((resolve, reject) => {
    const { method = 'GET' } = options
    const request = httpsRequest(url, { method, headers, agent: cloud.agent }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => {
        const isJson = response.headers['content-type']?.startsWith('application/json')
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          body: isJson ? JSON.parse(text) : null,
        })
      })
    })
    request.on('error', reject)
    request.end(options.body === undefined ? undefined : JSON.stringify(options.body))
  })
}

async function namesAt(path: string, options: Options = {}): Promise<string[]> {
  const { status, text, body } = await call(path, options)
  expect(status, text).toBe(200)
  return body.value.map((one: { displayName: string }) => one.displayName)
}

describe('tokens for Graph', () => {
  it.each([
    ['https://graph.microsoft.com/.default', 'https://graph.microsoft.com'],
    ['00000003-0000-0000-c000-000000000000/.default', '00000003-0000-0000-c000-000000000000'],
  ])('%s has the audience %s and the granted role', async (asked, audience) => {
    const token = await tokenOf('automation', asked)
    expect(claimsOf(token)).toMatchObject({ aud: audience, roles: ['Directory.Read.All'] })
    expect((await call('/users', { token })).status).toBe(200)
  })

  it('go on behalf of a user', async () => {
    const { clientId, clientSecret } = application('console')
    const credential = new OnBehalfOfCredential({
      tenantId: cloud.credentials.tenantId,
      clientId,
      clientSecret,
      userAssertionToken: await signInAs(cloud, 'dev', `api://${clientId}/access_as_user`),
      ...throughCloud(cloud),
    })
    const { token } = await credential.getToken(scope)
    const { body } = await call('/me', { token })
    expect(body.userPrincipalName).toBe('dev@contoso.example')
    expect((await call('/groups', { token })).status).toBe(200)
  })

  it.each([
    ['none', null, 'Access token is empty.'],
    [
      'for vaults',
      'https://vault.azure.net/.default',
      'Access token validation failure. Invalid audience.',
    ],
  ])('are required: %s', async (_, asked, message) => {
    const token = asked === null ? null : await tokenOf('automation', asked)
    const { status, body, headers } = await call('/users', { token })
    expect(status).toBe(401)
    expect(headers['www-authenticate']).toContain('authorization_uri=')
    expect(body.error).toMatchObject({
      code: 'InvalidAuthenticationToken',
      message,
      innerError: {
        date: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        'request-id': headers['request-id'],
        'client-request-id': headers['client-request-id'],
      },
    })
  })

  it('of an application without a granted role read nothing', async () => {
    const token = await tokenOf('console')
    for (const path of [
      '/users',
      '/groups',
      '/servicePrincipals',
      `/users/${user('dev').objectId}`,
    ]) {
      const { status, body } = await call(path, { token })
      expect([status, body.error.code]).toEqual([403, 'Authorization_RequestDenied'])
    }
  })

  it('with one delegated permission read that kind of object', async () => {
    const token = await signInAs(cloud, 'dev', 'https://graph.microsoft.com/User.ReadBasic.All')
    expect((await call('/users', { token })).status).toBe(200)
    expect((await call('/groups', { token })).status).toBe(403)
    const onlySignIn = await signInAs(cloud, 'dev', 'profile')
    expect((await call('/me', { token: onlySignIn })).status).toBe(403)
  })

  it('write nothing', async () => {
    const { status, body } = await call('/users', { method: 'POST', body: { displayName: 'x' } })
    expect([status, body.error.code]).toEqual([403, 'Authorization_RequestDenied'])
    const gone = await call(`/users/${user('dev').objectId}`, { method: 'DELETE' })
    expect(gone.status).toBe(403)
  })
})

describe('one object', () => {
  it('is found by id and by address, with the default properties', async () => {
    const { objectId } = user('ops')
    const byName = await call('/users/OPS@contoso.example')
    expect((await call(`/users/${objectId}`)).body).toEqual(byName.body)
    expect(byName.body).toEqual({
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users/$entity',
      id: objectId,
      businessPhones: [],
      displayName: 'Olga Prentice',
      givenName: 'Olga',
      jobTitle: 'Security Engineer',
      mail: 'ops@contoso.example',
      mobilePhone: null,
      officeLocation: null,
      preferredLanguage: null,
      surname: 'Prentice',
      userPrincipalName: 'ops@contoso.example',
    })
  })

  it('has only what is selected', async () => {
    const { body } = await call('/users/ops@contoso.example?$select=displayName,userType')
    expect(body).toEqual({
      '@odata.context':
        'https://graph.microsoft.com/v1.0/$metadata#users(displayName,userType)/$entity',
      displayName: 'Olga Prentice',
      userType: 'Member',
    })
    const unknown = await call('/users/ops@contoso.example?$select=salary')
    expect([unknown.status, unknown.body.error.code]).toEqual([400, 'BadRequest'])
  })

  it('is a managed identity with the resource that it is of', async () => {
    const { body } = await call("/servicePrincipals?$filter=displayName eq 'petdash-web'")
    expect(body.value[0]).toMatchObject({
      servicePrincipalType: 'ManagedIdentity',
      alternativeNames: [
        'isExplicit=False',
        `/subscriptions/${cloud.credentials.subscriptions[0]}/resourcegroups/rg-petdash-prod/providers/Microsoft.Web/sites/petdash-web`,
      ],
    })
    const registered = await namesAt('/applications')
    expect(registered).toContain('automation')
    expect(registered).not.toContain('petdash-web')
  })

  it('is addressed by its client id', async () => {
    const { clientId, objectId } = application('automation')
    const { body } = await call(`/servicePrincipals(appId='${clientId}')`)
    expect([body.id, body.appId]).toEqual([objectId, clientId])
    const registration = await call(`/applications(appId='${clientId}')`)
    expect(registration.body.id).not.toBe(objectId)
    expect(registration.body.passwordCredentials[0].secretText).toBeNull()
    const again = await call(`/applications/${registration.body.id}`)
    expect(again.body).toEqual(registration.body)
  })

  it.each([
    ['/users/nobody@contoso.example', 404, 'Request_ResourceNotFound'],
    ['/groups/11111111-1111-4111-8111-111111111111', 404, 'Request_ResourceNotFound'],
    ['/sites', 400, 'BadRequest'],
    ['/users/ops@contoso.example/messages', 400, 'BadRequest'],
    ['/me', 400, 'BadRequest'],
    ['/directoryObjects', 400, 'Request_UnsupportedQuery'],
  ])('%s is not there: %i %s', async (path, status, code) => {
    const answer = await call(path)
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
  })

  it('is not under another kind', async () => {
    const { status } = await call(`/groups/${user('ops').objectId}`)
    expect(status).toBe(404)
  })
})

describe('lists', () => {
  it('come in pages, by name', async () => {
    const all = await namesAt('/users?$top=999')
    expect(all.length).toBeGreaterThan(20)
    expect(all).toEqual([...all].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)))
    const paged: string[] = []
    let next: string | undefined = '/users?$top=7&$select=displayName'
    while (next !== undefined) {
      const { body }: Answer = await call(next)
      expect(body.value.length).toBeGreaterThan(0)
      paged.push(...body.value.map((one: { displayName: string }) => one.displayName))
      next = body['@odata.nextLink']
    }
    expect(paged).toEqual(all)
    const falling = await namesAt('/users?$top=999&$orderby=displayName desc')
    expect(falling).toEqual(all.toReversed())
  })

  it.each([
    ["startswith(displayName,'o')", ['Olga Prentice', 'Omar Siddiqui', 'Oskar Lindqvist']],
    ["userPrincipalName eq 'DEV@contoso.example'", ['Dana Whitfield']],
    ["surname eq 'O''Hara' or surname eq 'O’Hara'", ['Daniel O’Hara']],
    [
      "jobTitle eq 'Accountant' or jobTitle eq 'Controller' and givenName eq 'x'",
      ['Nils Eriksson'],
    ],
    [
      "(jobTitle eq 'Accountant' or jobTitle eq 'Controller') and givenName eq 'Magda'",
      ['Magda Nowak'],
    ],
    ["givenName in ('Aude','dana')", ['Aude Laurent', 'Dana Whitfield']],
    [
      "officeLocation eq null and accountEnabled eq true and startsWith(mail,'auditor@')",
      ['Aude Laurent'],
    ],
    ["proxyAddresses/any(p:p eq 'smtp:dev2@contoso.example')", ['Deniz Yildiz']],
    ["proxyAddresses/any(p:startswith(p,'smtp:dev'))", ['Dana Whitfield', 'Deniz Yildiz']],
    ["displayName ge 'Tara'", ['Tara Whelan']],
  ])('are filtered: %s', async (filter, expected) => {
    expect(await namesAt(`/users?$filter=${encodeURIComponent(filter)}`)).toEqual(expected)
  })

  it('answer what az asks for', async () => {
    const { clientId, objectId } = application('automation')
    const filter = encodeURIComponent(`servicePrincipalNames/any(c:c eq '${clientId}')`)
    const { body } = await call(`/servicePrincipals?$filter=${filter}`)
    expect(body.value.map((one: { id: string }) => one.id)).toEqual([objectId])
    const byAppId = await call(`/servicePrincipals?$filter=appId eq ${clientId}`)
    expect(byAppId.body.value).toEqual(body.value)
  })

  it.each([
    ["endsWith(mail,'@contoso.example')"],
    ["displayName ne 'x'"],
    ["not startswith(displayName,'x')"],
  ])('take %s only from the eventual store', async (filter) => {
    const path = `/users?$count=true&$filter=${encodeURIComponent(filter)}`
    const refused = await call(path)
    expect([refused.status, refused.body.error.code]).toEqual([400, 'Request_UnsupportedQuery'])
    const { body } = await call(path, { eventual: true })
    expect(body['@odata.count']).toBe(body.value.length)
    expect(body.value.length).toBeGreaterThan(20)
  })

  it.each([
    ["salary eq 'x'", 'BadRequest'],
    ["displayName eq 'x", 'BadRequest'],
    ['displayName eq', 'BadRequest'],
    ["displayName like 'x'", 'BadRequest'],
    ["(displayName eq 'x'", 'BadRequest'],
    ["displayName eq 'x')", 'BadRequest'],
    ["contains(displayName,'x')", 'Request_UnsupportedQuery'],
    [`${'not '.repeat(40)}accountEnabled eq true`, 'BadRequest'],
  ])('refuse %s', async (filter, code) => {
    const { status, body } = await call(`/users?$filter=${encodeURIComponent(filter)}`)
    expect([status, body.error.code]).toEqual([400, code])
  })

  it('are searched word by word', async () => {
    const search = (text: string) => `/users?$search=${encodeURIComponent(text)}`
    const eventual = { eventual: true }
    expect(await namesAt(search('"displayName:whit"'), eventual)).toEqual(['Dana Whitfield'])
    expect(await namesAt(search('"displayName:da wh"'), eventual)).toEqual(['Dana Whitfield'])
    expect(await namesAt(search('"displayName:whit" OR "mail:auditor@"'), eventual)).toEqual([
      'Aude Laurent',
      'Dana Whitfield',
    ])
    expect(await namesAt(search('"displayName:da" AND "mail:dev@"'), eventual)).toEqual([
      'Dana Whitfield',
    ])
    expect((await call(search('"displayName:whit"'))).status).toBe(400)
    expect((await call(search('whit'), eventual)).status).toBe(400)
  })

  it('are counted', async () => {
    const { text, status } = await call('/users/$count', { eventual: true })
    expect([status, Number(text)]).toEqual([200, (await namesAt('/users?$top=999')).length])
    expect((await call('/users/$count')).status).toBe(400)
  })

  it.each(['0', '1000', 'x'])('refuse a page of %s', async (top) => {
    expect((await call(`/users?$top=${top}`)).status).toBe(400)
  })
})

describe('membership', () => {
  async function groupId(name: string): Promise<string> {
    const { body } = await call(`/groups?$filter=displayName eq '${name}'&$select=id`)
    return body.value[0].id
  }

  it('is direct or through other groups', async () => {
    const dev = `/users/${user('dev').objectId}`
    expect(await namesAt(`${dev}/memberOf`)).toEqual(['Platform Engineering'])
    const around = ['All Employees', 'Engineering', 'Platform Engineering']
    expect(await namesAt(`${dev}/transitiveMemberOf`)).toEqual(around)
    expect(await namesAt(`${dev}/transitiveMemberOf/microsoft.graph.group`)).toEqual(around)
    const engineering = await groupId('Engineering')
    expect(await namesAt(`/groups/${engineering}/members`)).toEqual([
      'IoT Lab',
      'Petdash',
      'Platform Engineering',
      'Sven Achterberg',
      'Tara Whelan',
    ])
    const below = `/groups/${engineering}/transitiveMembers`
    expect(await namesAt(`${below}/microsoft.graph.user`)).toContain('Dana Whitfield')
    expect(await namesAt(`${below}/microsoft.graph.group`)).toHaveLength(3)
    const { text } = await call(`${below}/$count`, { eventual: true })
    expect(Number(text)).toBe((await namesAt(below)).length)
  })

  it('says what each object is', async () => {
    const engineering = await groupId('Engineering')
    const { body } = await call(`/groups/${engineering}/members?$select=id,displayName`)
    expect(body['@odata.context']).toBe(
      'https://graph.microsoft.com/v1.0/$metadata#directoryObjects(id,displayName)',
    )
    expect(body.value[0]).toEqual({
      '@odata.type': '#microsoft.graph.group',
      id: expect.any(String),
      displayName: 'IoT Lab',
    })
  })

  it('is what the groups claim says, of users and of workloads', async () => {
    const { objectId } = user('dev')
    const { body } = await call(`/users/${objectId}/getMemberGroups`, {
      method: 'POST',
      body: { securityEnabledOnly: true },
    })
    const vaultToken = await signInAs(cloud, 'dev', 'https://vault.azure.net/.default')
    expect(claimsOf(vaultToken).groups).toEqual(body.value)
    expect(body.value).toHaveLength(3)
    const checked = await call(`/directoryObjects/${objectId}/checkMemberGroups`, {
      method: 'POST',
      body: { groupIds: [body.value[0], objectId] },
    })
    expect(checked.body.value).toEqual([body.value[0]])
  })
})

describe('getByIds', () => {
  it('finds what there is, of any kind, and leaves out what there is not', async () => {
    const ids = [
      application('automation').objectId,
      '99999999-9999-4999-8999-999999999999',
      user('ops').objectId.toUpperCase(),
    ]
    const { body } = await call('/directoryObjects/getByIds', { method: 'POST', body: { ids } })
    expect(
      body.value.map((one: Record<string, string>) => [one['@odata.type'], one.displayName]),
    ).toEqual([
      ['#microsoft.graph.servicePrincipal', 'automation'],
      ['#microsoft.graph.user', 'Olga Prentice'],
    ])
    const users = await call('/directoryObjects/getByIds', {
      method: 'POST',
      body: { ids, types: ['user'] },
    })
    expect(users.body.value).toHaveLength(1)
  })

  it.each([[{}], [{ ids: 'x' }], [{ ids: [1] }], [{ ids: Array(1001).fill('x') }]])(
    'refuses a bad body',
    async (body) => {
      const { status } = await call('/directoryObjects/getByIds', { method: 'POST', body })
      expect(status).toBe(400)
    },
  )
})

describe('a batch', () => {
  const send = (requests: unknown) => call('/$batch', { method: 'POST', body: { requests } })

  it('answers each request as if it came alone', async () => {
    const { objectId } = user('dev')
    const { status, body } = await send([
      { id: 'a', method: 'GET', url: `/users/${objectId}?$select=displayName` },
      { id: 'b', method: 'GET', url: '/users/nobody' },
      { id: 'c', method: 'GET', url: '/users/$count', headers: { ConsistencyLevel: 'eventual' } },
      {
        id: 'd',
        method: 'POST',
        url: '/directoryObjects/getByIds',
        headers: { 'Content-Type': 'application/json' },
        body: { ids: [objectId] },
        dependsOn: ['a'],
      },
      { id: 'e', method: 'DELETE', url: `/users/${objectId}` },
    ])
    expect(status).toBe(200)
    const [a, b, c, d, e] = body.responses
    expect(a).toMatchObject({ id: 'a', status: 200, body: { displayName: 'Dana Whitfield' } })
    expect(b).toMatchObject({ status: 404, body: { error: { code: 'Request_ResourceNotFound' } } })
    expect(Number(c.body)).toBeGreaterThan(20)
    expect(d.body.value).toHaveLength(1)
    expect(e.status).toBe(403)
  })

  it.each(['/$batch', '/x/../$batch', '/%24batch', '//$BATCH'])(
    'holds no other one: %s',
    async (url) => {
      const inner = { requests: [{ id: 'b', method: 'GET', url: '/users' }] }
      const { body } = await send([{ id: 'a', method: 'POST', url, body: inner }])
      expect(body.responses[0]).toMatchObject({
        status: 400,
        body: { error: { code: 'BadRequest' } },
      })
    },
  )

  it('drops headers that are none', async () => {
    const headers = { Prefer: 'a\r\nx: y', ConsistencyLevel: 1, Authorization: 'Bearer x' }
    const { body } = await send([{ id: 'a', method: 'GET', url: '/users?$top=1', headers }])
    expect(body.responses[0].status).toBe(200)
  })

  it.each<[string, unknown]>([
    ['nothing', []],
    ['no list', 'x'],
    ['no objects', [1]],
    ['the same id twice', [1, 2].map(() => ({ id: 'a', method: 'GET', url: '/me' }))],
    ['no id', [{ method: 'GET', url: '/me' }]],
    ['no method', [{ id: 'a', url: '/me' }]],
    ['another host', [{ id: 'a', method: 'GET', url: 'https://vault.azure.net/' }]],
    [
      'too many',
      Array.from({ length: 21 }, (_, at) => ({ id: `${at}`, method: 'GET', url: '/me' })),
    ],
  ])('is refused with %s', async (_, requests) => {
    const { status, body } = await send(requests)
    expect([status, body.error.code]).toEqual([400, 'BadRequest'])
  })
})
