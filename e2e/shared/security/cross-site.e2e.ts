import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { policyStamp } from '#lib/domain/certificates/policy/changes.ts'
import { draftOf, type StoredPolicy } from '#lib/domain/certificates/policy/draft.ts'
import {
  getJson,
  type HttpSession,
  origin,
  ownHeaders,
  type RawReply,
  raw,
  signInOverHttp,
  signOutOverHttp,
  tokensOf,
} from '../http-session.ts'
import { makeChain, signRequest } from '../openssl.ts'
import { orderElsewhere } from '../vault-client.ts'
import { accessMutations, carryOutAccess } from './access-mutations.ts'
import { actions, routes } from './access-table.ts'
import { ACTION_PAGE, actionBody, callAction, outcomeOf, pageOf } from './action-call.ts'
import { builtAction } from './build-manifest.ts'
import { multipart } from './multipart.ts'
import {
  type ActionMutation,
  askedOfVaults,
  connecting,
  creation,
  deleteCertificate,
  done,
  importFile,
  importing,
  issued,
  makeCertificate,
  type RouteMutation,
  sendRoute,
  state,
  VAULT,
  vaultMutations,
  withoutNull,
} from './mutations.ts'
import { carryOutNetworks, networkMutations } from './network-mutations.ts'

test.describe.configure({ mode: 'serial' })

const prefix = 'csrf-'
const victim = `${prefix}victim`
const removed = `${prefix}removed`
const pending = `${prefix}pending`
const connected = `${prefix}connected`
const contact = { name: '', email: `${prefix}mail@contoso.example`, phone: '' }

let session: HttpSession
let actionMutations: ActionMutation[] = []
let routeMutations: RouteMutation[] = []

test.beforeAll(async () => {
  session = await signInOverHttp('ops2@contoso.example')
  const version = await makeCertificate(session, victim)
  await makeCertificate(session, removed)
  await deleteCertificate(session, removed)
  await orderElsewhere(VAULT, pending)
  const { operation } = await getJson<{ operation: { csr: string } }>(
    session,
    `/api/certificates/${VAULT}/${pending}`,
  )
  const signed = readFileSync(signRequest(makeChain('csrf-ca.example'), operation.csr), 'utf8')
  const answer = signed.replaceAll(/-----[A-Z ]+-----|\s/g, '')
  await done(session, 'createIssuerAction', connecting(connected))
  const file = importFile('csrf-imported.example')
  const at = (name: string) => ({ vault: VAULT, name })
  const path = `/api/certificates/${VAULT}/${victim}`
  const { policy: stored } = await getJson<{ policy: StoredPolicy }>(session, path)
  const seen = policyStamp(stored)
  const policy = draftOf(stored)
  actionMutations = [
    ['createCertificateAction', creation(`${prefix}created`)],
    ['importCertificateAction', importing(`${prefix}imported`, file)],
    ['updateVersionAction', { ...at(victim), version, enabled: false }],
    ['createVersionAction', { ...at(victim), seen }],
    ['updatePolicyAction', { ...at(victim), seen, policy: { ...policy, validityMonths: 6 } }],
    ['updateNewestAction', { ...at(victim), addTags: { foreign: 'yes' } }],
    [
      'updateLifetimeAction',
      {
        ...at(victim),
        lifetimeAction: { action: 'AutoRenew', daysBeforeExpiry: 20, lifetimePercentage: null },
      },
    ],
    ['deleteCertificateAction', { ...at(victim), confirm: victim }],
    ['recoverCertificateAction', at(removed)],
    ['purgeCertificateAction', { ...at(removed), confirm: removed }],
    ['cancelOperationAction', at(pending)],
    ['mergeCertificateAction', { ...at(pending), chain: [answer], despiteWarnings: true }],
    ['deleteOperationAction', { ...at(pending), confirm: pending }],
    ['createIssuerAction', connecting(`${prefix}made`)],
    ['updateIssuerAction', { ...at(connected), enabled: false }],
    ['deleteIssuerAction', { ...at(connected), confirm: connected, uses: null }],
    ['updateContactsAction', { vault: VAULT, before: [], contacts: [contact] }],
    ...(await vaultMutations(session)),
    ...(await accessMutations(session)),
    ...(await networkMutations(session)),
  ].map(([name, input]) => ({ kind: 'action', name: String(name), input: Object(input) }))
  const preview = multipart([
    { name: 'file', value: Buffer.from(file, 'base64').toString(), fileName: 'a.pem' },
  ])
  const { access } = await tokensOf('ops2@contoso.example')
  const json = { kind: 'route', contentType: 'application/json' } as const
  routeMutations = [
    {
      ...json,
      name: 'export of a private key',
      method: 'POST',
      path: `/api/certificates/${VAULT}/${victim}/versions/${version}/private`,
      body: JSON.stringify({ format: 'pem', password: '', reason: 'Test of foreign requests' }),
    },
    {
      kind: 'route',
      name: 'preview of an import',
      method: 'POST',
      path: '/api/import-previews',
      ...preview,
    },
    {
      kind: 'route',
      name: 'preview of a merge',
      method: 'POST',
      path: '/api/merge-previews',
      ...multipart([
        { name: 'vault', value: VAULT },
        { name: 'name', value: pending },
        { name: 'file', value: signed, fileName: 'answer.pem' },
      ]),
    },
    {
      ...json,
      name: 'details of certificates',
      method: 'POST',
      path: '/api/fleet/details',
      body: JSON.stringify({ items: [[VAULT, victim, null]], purpose: 'scan' }),
    },
    {
      ...json,
      name: 'chain of a version',
      method: 'POST',
      path: `/api/certificates/${VAULT}/${victim}/versions/${version}/chain`,
      body: JSON.stringify({ format: 'p7b' }),
    },
    {
      ...json,
      name: 'backup of a certificate',
      method: 'POST',
      path: `/api/certificate-backups/${VAULT}/${victim}`,
      body: '{}',
    },
    {
      kind: 'route',
      name: 'restoring a backup',
      method: 'POST',
      path: `/api/certificate-backups/${VAULT}`,
      ...multipart([{ name: 'file', value: 'a backup', fileName: 'a.backup' }]),
    },
    {
      ...json,
      name: 'sign-in',
      method: 'POST',
      path: '/api/session',
      body: JSON.stringify({ token: access }),
    },
    { ...json, name: 'sign-out', method: 'DELETE', path: '/api/session', body: '' },
  ]
})

test.afterAll(async () => {
  await signOutOverHttp(session)
})

/** What another site, another host or another kind of request would send. */
const foreign: Record<string, Record<string, string | null>> = {
  'no Origin': { origin: null },
  'Origin null': { origin: 'null' },
  'a foreign Origin': { origin: 'https://evil.example' },
  'the same host over https': { origin: 'https://localhost' },
  'another port of this machine': { origin: 'http://localhost:1' },
  'a sibling sub-domain': { origin: origin().replace('//', '//evil.') },
  'a host that begins like ours': {
    origin: origin().replace('localhost', 'localhost.evil.example'),
  },
  'a foreign Host': { host: 'evil.example' },
  'a foreign Host of the same Origin': {
    host: 'evil.example',
    origin: 'http://evil.example',
  },
  'a forwarded foreign Host': {
    origin: 'https://evil.example',
    'x-forwarded-host': 'evil.example',
  },
  'Sec-Fetch-Site cross-site': { 'sec-fetch-site': 'cross-site' },
  'Sec-Fetch-Site same-site': { 'sec-fetch-site': 'same-site' },
  'Sec-Fetch-Site none': { 'sec-fetch-site': 'none' },
}

/** Only what a route takes: a form, or a script that may send no header of its own. */
const foreignToRoutes: Record<string, Record<string, string | null>> = {
  'no X-Strongroom-Request': { 'x-strongroom-request': null },
  'another X-Strongroom-Request': { 'x-strongroom-request': '0' },
  'text/plain': { 'content-type': 'text/plain' },
  'a form': { 'content-type': 'application/x-www-form-urlencoded' },
  'no content type': { 'content-type': null },
}

test('all actions and all routes that change something are here', () => {
  expect(actionMutations.map(({ name }) => name).sort()).toEqual(Object.keys(actions).sort())
  const changing = Object.values(routes).flatMap(({ methods }) =>
    Object.keys(methods).filter((method) => method !== 'GET'),
  )
  expect(routeMutations).toHaveLength(changing.length)
})

/** Runs attacks that all must be in vain: afterwards the vault and the records are as before. */
async function inVain(attacks: () => Promise<void>): Promise<void> {
  const all = async () => [await state(session, prefix), await askedOfVaults(session)]
  const before = await all()
  await attacks()
  expect(await all()).toEqual(before)
}

for (const [name, headers] of Object.entries(foreign)) {
  test(`no action is run by a request with ${name}`, async () => {
    await inVain(async () => {
      for (const mutation of actionMutations) {
        const reply = await raw(pageOf(mutation.name), {
          method: 'POST',
          headers: withoutNull({
            ...ownHeaders(session),
            'content-type': 'text/plain;charset=UTF-8',
            'next-action': builtAction(mutation.name).id,
            ...headers,
          }),
          body: actionBody(mutation.input),
        })
        expect.soft(outcomeOf(reply), mutation.name).toBeNull()
        expect.soft(reply.status, mutation.name).toBeGreaterThanOrEqual(400)
      }
    })
  })
}

for (const [name, headers] of Object.entries({ ...foreign, ...foreignToRoutes })) {
  test(`no route is moved by a request with ${name}`, async () => {
    await inVain(async () => {
      for (const mutation of routeMutations) {
        // A body of its own kind is no attack where that kind is what the route takes.
        if (mutation.method === 'DELETE' && 'content-type' in headers) continue
        expectRefused(await sendRoute(session, mutation, headers), `${mutation.name}: ${name}`)
      }
    })
  })
}

function expectRefused(reply: RawReply, about: string): void {
  expect.soft(reply.status, about).toBeGreaterThanOrEqual(400)
  expect.soft(reply.status, about).toBeLessThan(500)
  expect.soft(reply.headers['set-cookie'], about).toBeUndefined()
  expect.soft(reply.headers['content-disposition'], about).toBeUndefined()
}

test('GET changes nothing', async () => {
  await inVain(async () => {
    for (const { name, input } of actionMutations) {
      const query = new URLSearchParams({ 0: actionBody(input) })
      const reply = await raw(`${ACTION_PAGE}?${query}`, {
        headers: { ...ownHeaders(session), 'next-action': builtAction(name).id },
      })
      expect.soft(outcomeOf(reply), name).toBeNull()
    }
    for (const mutation of routeMutations) {
      const reply = await sendRoute(session, mutation, {}, 'GET')
      // GET of the session tells who is signed in; all others have no GET.
      if (mutation.path === '/api/session') expect.soft(reply.status).toBe(200)
      else expect.soft(reply.status, mutation.name).toBe(405)
      expect.soft(reply.headers['set-cookie'], mutation.name).toBeUndefined()
    }
  })
})

/** The fields with which a page without script would post an action and its input: React's own form. */
function formFields(name: string, input: object): [string, string][] {
  return [
    ['$ACTION_REF_1', ''],
    ['$ACTION_1:0', JSON.stringify({ id: builtAction(name).id, bound: '$@1' })],
    ['$ACTION_1:1', actionBody(input)],
  ]
}

const formOrigins: Record<string, Record<string, string | null>> = {
  'another site': { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  'a sandboxed frame': { origin: 'null', 'sec-fetch-site': 'cross-site' },
  'a client without Origin': { origin: null, 'sec-fetch-site': null },
}

for (const [from, headers] of Object.entries(formOrigins)) {
  test(`no form of ${from} runs an action`, async () => {
    await inVain(async () => {
      for (const { name, input } of actionMutations) {
        const fields = formFields(name, input)
        const own = withoutNull({
          ...ownHeaders(session),
          'x-strongroom-request': null,
          ...headers,
        })
        const form = multipart(fields.map(([key, value]) => ({ name: key, value })))
        const posted = await raw(ACTION_PAGE, {
          method: 'POST',
          headers: { ...own, 'content-type': form.contentType },
          body: form.body,
        })
        expect.soft(posted.status, `${name} multipart`).toBeGreaterThanOrEqual(400)
        for (const contentType of ['application/x-www-form-urlencoded', 'text/plain']) {
          await raw(ACTION_PAGE, {
            method: 'POST',
            headers: { ...own, 'content-type': contentType },
            body: new URLSearchParams(fields).toString(),
          })
        }
      }
    })
  })
}

test('the form is one that would run an action: from our own page it is taken for one', async () => {
  const input = { vault: VAULT, name: `${prefix}missing` }
  const form = multipart(
    formFields('recoverCertificateAction', input).map(([name, value]) => ({ name, value })),
  )
  const reply = await raw(ACTION_PAGE, {
    method: 'POST',
    headers: { ...ownHeaders(session), 'content-type': form.contentType },
    body: form.body,
  })
  expect(reply.status).toBeLessThan(400)
  const { activity } = await state(session, `${prefix}missing`)
  expect(activity).toHaveLength(1)
})

async function statusOf(name: string): Promise<string | undefined> {
  const path = `/api/certificates/${VAULT}/${name}`
  return (await getJson<{ operation: { status: string } | null }>(session, path)).operation?.status
}

test('the same requests from our own page are carried out, each of them', async () => {
  const input = (name: string) => actionMutations.find((entry) => entry.name === name)?.input ?? {}
  const run = (name: string) => done(session, name, input(name))
  for (const mutation of routeMutations.slice(0, 3)) {
    const reply = await sendRoute(session, mutation)
    expect(reply.status, `${mutation.name}: ${reply.text.slice(0, 300)}`).toBe(200)
  }
  await run('createCertificateAction')
  await issued(session, `${prefix}created`)
  await run('importCertificateAction')
  await issued(session, `${prefix}imported`)
  await run('updateVersionAction')
  await run('createVersionAction')
  await expect.poll(() => statusOf(victim)).toBe('completed')
  await run('updatePolicyAction')
  await run('updateNewestAction')
  await run('updateLifetimeAction')
  await run('deleteCertificateAction')
  await run('mergeCertificateAction')
  await orderElsewhere(VAULT, pending)
  await run('cancelOperationAction')
  await expect.poll(() => statusOf(pending)).toBe('cancelled')
  await run('deleteOperationAction')
  await run('createIssuerAction')
  await run('updateIssuerAction')
  await run('deleteIssuerAction')
  await run('updateContactsAction')
  const { issuers, contacts } = await state(session, prefix)
  expect(issuers.map(({ name }) => name)).toEqual([`${prefix}made`])
  expect(contacts).toEqual([contact])
  await done(session, 'updateContactsAction', { vault: VAULT, before: [contact], contacts: [] })
  const refused = await callAction(session, 'purgeCertificateAction', {
    vault: VAULT,
    name: removed,
  })
  expect(outcomeOf(refused)?.failure).toBe('validation')
  await run('recoverCertificateAction')
  await expect
    .poll(async () => (await state(session, removed)).certificates.map(({ name }) => name))
    .toEqual([removed])
  await deleteCertificate(session, removed)
  await run('purgeCertificateAction')
  await expect.poll(async () => (await state(session, removed)).deleted).toEqual([])
  await run('updateVaultAction')
  // What it changed is changed back: other tests look at this vault too.
  const [, back] =
    (await vaultMutations(session)).find(([name]) => name === 'updateVaultAction') ?? []
  await done(session, 'updateVaultAction', back ?? {})
  await run('createVaultAction')
  await carryOutAccess(session, input)
  await run('deleteVaultAction')
  await run('recoverVaultAction')
  await run('deleteVaultAction')
  await run('purgeVaultAction')
  await carryOutNetworks(session, input)
  expect((await askedOfVaults(session)).length).toBeGreaterThanOrEqual(15)
})
