import { expect, test } from '@playwright/test'
import { addressesAtCloud } from '../cloud-records.ts'
import {
  type HttpSession,
  ownHeaders,
  type RawReply,
  raw,
  signInOverHttp,
  signOutOverHttp,
} from '../http-session.ts'
import { actions } from './access-table.ts'
import { ACTION_PAGE, callAction, outcomeOf } from './action-call.ts'
import { builtAction } from './build-manifest.ts'

let session: HttpSession

test.beforeAll(async () => {
  session = await signInOverHttp('ops2@contoso.example')
})

test.afterAll(async () => {
  await signOutOverHttp(session)
})

/** What would become another host, another path or another request if it were pasted into an URL. */
const hostileVaults = [
  'evil.com#',
  'evil.com?',
  'evil.com/',
  'evil.com\\',
  'a.b',
  'a@evil.com',
  'user:pw@evil.com',
  'evil.com:443#',
  '127.0.0.1',
  '127.0.0.1#',
  '[::1]',
  '::1',
  '0x7f000001',
  '2130706433',
  '0177.0.0.1',
  '169.254.169.254',
  'localhost#',
  'metadata.google.internal',
  'contoso-prod.vault.azure.net',
  'contoso-prod.vault.azure.net.evil.com',
  'contoso-prod/../contoso-dev',
  '..',
  '../..',
  '.',
  'contoso-prod%2e',
  'contoso-prod%2F..',
  'contoso-prod\r\nHost: evil.com',
  'contoso-prod\u0000',
  'contoso-prod\t',
  ' contoso-prod',
  'contoso-prod ',
  'contoso--prod',
  '-contoso',
  'contoso-',
  'ab',
  '9contoso',
  'a'.repeat(25),
  'a'.repeat(5_000),
  'contoso\u2024prod',
  'contoso\u3002evil',
  'ｃontoso-prod',
  'cоntoso-prod',
  'contoso-prod\u200b',
  'ß-vault',
  '<script>alert(1)</script>',
  "'; drop table sessions; --",
  '{{7*7}}',
  '$7*7',
  '%00',
  '%',
  '__proto__',
]

const hostileNames = [
  '../secrets/www-dev',
  '..',
  '.',
  'www-dev/pending',
  'www-dev?api-version=7.4',
  'www-dev#',
  'www dev',
  'www_dev',
  'www.dev',
  'www-dev\r\nx: y',
  'www-dev\u0000',
  'ｗww-dev',
  'a'.repeat(128),
  'a'.repeat(5_000),
  '%2e%2e%2fsecrets',
  '<b>',
  '__proto__',
]

const part = encodeURIComponent

/** Private endpoint connections may have names that certificates may not. */
const isConnectionName = (action: string, name: string) =>
  action === 'updateConnectionAction' && ['www_dev', 'www.dev'].includes(name)

/** A segment of dots is a step in the path, for every HTTP client and every router: another address. */
const inPath = (name: string) => !/^\.+$/.test(name)

/** Neither an answer with data nor a defect; the words of the refusal do not run as a page. */
function expectRefused(reply: RawReply, about: string): void {
  expect.soft([400, 404, 414, 431], `${about}: ${reply.status}`).toContain(reply.status)
  expect.soft(reply.headers.location, about).toBeUndefined()
}

test('a hostile name of a vault is refused by every route', async () => {
  test.setTimeout(180_000)
  const headers = { cookie: session.cookie }
  for (const vault of hostileVaults) {
    const about = JSON.stringify(vault.slice(0, 60))
    const segments = [
      `/api/vaults/${part(vault)}`,
      `/api/certificates/${part(vault)}/www`,
      `/api/certificates/${part(vault)}/www/versions`,
    ]
    for (const path of [
      ...(inPath(vault) ? segments : []),
      `/api/certificates?vault=${part(vault)}`,
      `/api/deleted-certificates?vault=${part(vault)}`,
      `/api/activity?vault=${part(vault)}`,
    ]) {
      expectRefused(await raw(path, { headers }), `${about} ${path.slice(0, 80)}`)
    }
  }
})

test('a hostile name of a vault is refused by every page', async () => {
  test.setTimeout(180_000)
  for (const vault of hostileVaults.filter(inPath)) {
    for (const page of ['settings', 'certificates', 'certificates/www', 'certificates/new']) {
      const path = `/ops/vaults/${part(vault)}/${page}`
      const reply = await raw(path, { headers: { cookie: session.cookie } })
      expectRefused(reply, path.slice(0, 100))
    }
  }
})

test('a hostile name of a certificate is refused by routes and pages', async () => {
  for (const name of hostileNames.filter(inPath)) {
    for (const path of [
      `/api/certificates/contoso-dev/${part(name)}`,
      `/api/certificates/contoso-dev/${part(name)}/hazards`,
      `/ops/vaults/contoso-dev/certificates/${part(name)}`,
    ]) {
      const reply = await raw(path, { headers: { cookie: session.cookie } })
      expectRefused(reply, path.slice(0, 100))
    }
  }
})

test('a hostile name is refused by every action', async () => {
  test.setTimeout(180_000)
  const tries = [
    ...hostileVaults.map((vault) => ({ vault })),
    ...hostileNames.map((name) => ({ name })),
    ...[null, 5, {}, [], { $ne: 1 }].map((vault) => ({ vault })),
  ]
  for (const [action, { input }] of Object.entries(actions)) {
    for (const hostile of tries) {
      if ('name' in hostile && !('name' in input)) continue
      if ('name' in hostile && isConnectionName(action, hostile.name)) continue
      const reply = await callAction(session, action, { ...input, ...hostile })
      const about = `${action} ${JSON.stringify(hostile).slice(0, 80)}`
      expect.soft(outcomeOf(reply)?.failure, about).toBe('validation')
    }
  }
})

test('a hostile version is refused', async () => {
  const versions = ['latest', '0'.repeat(31), 'G'.repeat(32), `${'0'.repeat(32)}/x`, '%00']
  for (const version of versions) {
    for (const path of [
      `/api/certificates/contoso-dev/www-dev/versions/${part(version)}`,
      `/api/certificates/contoso-dev/www-dev/versions/${part(version)}/public?format=pem`,
      `/ops/vaults/contoso-dev/certificates/www-dev/${part(version)}`,
    ]) {
      expectRefused(await raw(path, { headers: { cookie: session.cookie } }), path)
    }
  }
})

test('nothing of it has reached the cloud: its records name no such host or path', async () => {
  await raw('/api/certificates?vault=contoso-dev', { headers: { cookie: session.cookie } })
  const addresses = addressesAtCloud()
  // The records are there, so silence means something.
  expect(addresses.some((address) => address.includes('//contoso-dev.vault.azure.net/'))).toBe(true)
  const host =
    /^https:\/\/(management\.azure\.com|[a-z][a-z0-9-]{1,22}[a-z0-9]\.vault\.azure\.net)\/[^?#]*/
  const path = /^\/((deleted)?certificates|secrets|subscriptions)(\/[\w.-]+)*\/?$/
  const odd = addresses.filter((address) => {
    const before = host.exec(address)?.[0]
    return before === undefined || !path.test(new URL(before).pathname)
  })
  expect(odd).toEqual([])
})

test('odd bodies are refused in words, not with a defect', async () => {
  const bodies = [
    '',
    '[',
    '{',
    '[null]',
    '["$F1"]',
    '["$@1"]',
    '[{"__proto__":{"vault":"x"}}]',
    `[${'['.repeat(20_000)}`,
  ]
  for (const body of bodies) {
    const reply = await callActionRaw(body)
    expect.soft(outcomeOf(reply)?.data, body.slice(0, 40)).toBeUndefined()
  }
  const health = await raw('/api/health')
  expect(health.status).toBe(200)
})

function callActionRaw(body: string): Promise<RawReply> {
  return raw(ACTION_PAGE, {
    method: 'POST',
    headers: {
      ...ownHeaders(session),
      'content-type': 'text/plain;charset=UTF-8',
      'next-action': builtAction('purgeCertificateAction').id,
    },
    body,
  })
}
