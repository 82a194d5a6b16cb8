import { createPrivateKey } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { dataFolder } from '../control.ts'
import {
  type HttpSession,
  ownHeaders,
  putAccount,
  type RawReply,
  raw,
  signInOverHttp,
  signOutOverHttp,
} from '../http-session.ts'
import { AUDITOR } from '../people.ts'
import { pageAddresses, readAddresses, sampleVersion } from './addresses.ts'
import { staticFiles } from './build-manifest.ts'
import { multipart } from './multipart.ts'
import {
  done,
  importFile,
  importing,
  issued,
  type RouteMutation,
  sendRoute,
  VAULT,
} from './mutations.ts'
import { secretPatterns, secretsIn } from './payload.ts'

test.describe.configure({ mode: 'serial' })

const sessions: HttpSession[] = []
let version = ''

test.beforeAll(async () => {
  const nobody = await putAccount('no-role-secrets@contoso.example', [])
  for (const address of ['ops2@contoso.example', 'dev2@contoso.example', AUDITOR, nobody]) {
    sessions.push(await signInOverHttp(address))
  }
  version = await sampleVersion(ops())
})

test.afterAll(async () => {
  for (const session of sessions) await signOutOverHttp(session)
})

function ops(): HttpSession {
  const [session] = sessions
  if (!session) throw new Error('Nobody is signed in.')
  return session
}

/** Secrets of one session that no answer may repeat: its cookie and the user's token. */
function patternsOf(session: HttpSession | undefined) {
  if (!session) return secretPatterns()
  const cookie = session.cookie.split('=')[1] ?? ''
  return secretPatterns({ 'the cookie': cookie, 'the token': session.token.slice(-60) })
}

function whole(reply: RawReply): string {
  return `${JSON.stringify(reply.headers)}\n${reply.text}`
}

test('the patterns find what they are to find', () => {
  const [session] = sessions
  const pem = `-----BEGIN PRIVATE KEY-----\n${Buffer.alloc(60).toString('base64')}`
  expect(secretsIn(`x ${session?.token} x`, patternsOf(session))).toEqual(['a token', 'the token'])
  expect(secretsIn(`{"pem":${JSON.stringify(pem)}}`, patternsOf(undefined))).toEqual([])
  expect(secretsIn(pem, patternsOf(undefined))).toEqual(['a private key in PEM'])
})

test('no page, RSC payload or API answer holds a token, a cookie or key material', async () => {
  test.setTimeout(180_000)
  for (const session of [undefined, ...sessions]) {
    const headers: Record<string, string> = session ? { cookie: session.cookie } : {}
    const patterns = patternsOf(session)
    for (const address of [...pageAddresses(version), ...readAddresses(version)]) {
      for (const further of [{}, { rsc: '1' }]) {
        const reply = await raw(address, { headers: { ...headers, ...further } })
        const about = `${session?.address ?? 'nobody'} ${address}`
        expect.soft(secretsIn(whole(reply), patterns), about).toEqual([])
      }
    }
  }
})

test('no file that is served to everybody holds a token or key material', async () => {
  const files = await staticFiles()
  expect(files.length).toBeGreaterThan(5)
  for (const file of files) {
    const reply = await raw(file)
    expect.soft(secretsIn(reply.text, secretPatterns()), file).toEqual([])
  }
})

test('a preview of a file with a key gives back neither the key nor the password', async () => {
  const pem = Buffer.from(importFile('secret-preview.example'), 'base64').toString()
  const password = 'S7-canary-preview-password'
  const { contentType, body } = multipart([
    { name: 'file', value: pem, fileName: 'a.pem' },
    { name: 'password', value: password },
  ])
  const reply = await raw('/api/import-previews', {
    method: 'POST',
    headers: { ...ownHeaders(ops()), 'content-type': contentType },
    body,
  })
  expect(reply.status, reply.text).toBe(200)
  expect(reply.text).toContain('secret-preview.example')
  expect(secretsIn(whole(reply), patternsOf(ops()))).toEqual([])
  expect(whole(reply)).not.toContain(password)
  expect(await filesHolding([password, ...keyLines(pem)])).toEqual([])
})

/** Lines of base64 that are key material of a PEM text, long enough to be nobody else's. */
function keyLines(pem: string): string[] {
  const body = /-----BEGIN [A-Z ]*PRIVATE KEY-----([\s\S]+?)-----END/.exec(pem)?.[1] ?? ''
  const lines = body.split(/\s+/).filter((line) => line.length === 64)
  // Not the first: it begins with the algorithm and the modulus, which are public.
  const secret = lines.slice(-6)
  expect(secret.length).toBeGreaterThan(0)
  return secret
}

/** Every file below the data folder. */
async function dataFiles(): Promise<string[]> {
  const files: string[] = []
  for await (const entry of glob('**/*', { cwd: dataFolder(), withFileTypes: true })) {
    if (entry.isFile()) files.push(join(entry.parentPath, entry.name))
  }
  expect(files.map((file) => file.slice(dataFolder().length))).toEqual(
    expect.arrayContaining(['/console/store.sqlite', '/cloud/cloud.db', '/product.log']),
  )
  return files
}

/** Files of the product's data, and what both programs have written, that hold one of these texts or bytes. */
async function filesHolding(needles: readonly (string | Buffer)[]): Promise<string[]> {
  const found: string[] = []
  for (const file of await dataFiles()) {
    const content = readFileSync(file)
    if (needles.some((needle) => content.includes(needle))) found.push(file)
  }
  return found
}

test('after an import and an export the key is in no file, in no form', async () => {
  const name = 'secrets-exported'
  const file = importFile('secrets-exported.example')
  const pem = Buffer.from(file, 'base64').toString()
  await done(ops(), 'importCertificateAction', importing(name, file))
  const imported = await issued(ops(), name)
  const password = 'S7-canary-export-password'
  const exporting = (format: string): RouteMutation => ({
    kind: 'route',
    name: 'export',
    method: 'POST',
    path: `/api/certificates/${VAULT}/${name}/versions/${imported}/private`,
    contentType: 'application/json',
    body: JSON.stringify({ format, password, reason: 'S7-canary-reason of an export' }),
  })
  const reply = await sendRoute(ops(), exporting('pem'))
  expect(reply.status).toBe(200)
  expect(reply.headers['cache-control']).toContain('no-store')
  expect(reply.headers['content-disposition']).toMatch(/^attachment;/)
  const pfx = await sendRoute(ops(), exporting('pfx'))
  expect(pfx.status).toBe(200)

  const key = createPrivateKey(pem)
  expect(createPrivateKey(reply.text).equals(key)).toBe(true)
  const { d = '', p = '' } = key.export({ format: 'jwk' })
  const der = key.export({ format: 'der', type: 'pkcs8' })
  const secretParts = [d, p].map((text) => Buffer.from(text, 'base64url'))
  const needles = [
    ...keyLines(pem),
    ...keyLines(reply.text),
    ...secretParts.flatMap((bytes) => [bytes, bytes.toString('hex'), bytes.toString('base64')]),
    d,
    p,
    der,
    der.toString('base64'),
    pfx.body.subarray(-200),
    password,
  ]
  expect(await filesHolding(needles)).toEqual([])
  // The search would find it: the reason is kept, on purpose.
  const kept = await filesHolding(['S7-canary-reason'])
  expect(kept.map((path) => path.slice(dataFolder().length)).join()).toContain('/console/store')
})

test('a refusal is in the log of the console, with its reason', async () => {
  const [, dev] = sessions
  const reply = await raw('/api/attention', { headers: { cookie: dev?.cookie ?? '' } })
  expect(reply.status).toBe(403)
  const lines = readFileSync(join(dataFolder(), 'product.log'), 'utf8').split('\n')
  const told = lines.filter((line) => line.includes('"path":"/api/attention"'))
  expect(told.join()).toContain('"code":"role-missing"')
})

test('no token and no secret stands readable in the log or in a file of the console', async () => {
  const own = (await dataFiles()).filter((file) => /\/console\/|product\.log$/.test(file))
  for (const file of own) {
    const text = readFileSync(file, 'latin1')
    expect.soft(secretsIn(text, patternsOf(ops())), file).toEqual([])
  }
})

test('every file is for its owner alone, but for the certificate of the development CA', async () => {
  for (const file of await dataFiles()) {
    if (file.endsWith('/ca.pem')) continue
    expect.soft(statSync(file).mode & 0o077, file).toBe(0)
  }
})

test('a private key leaves by that one route alone, and never by an address', async () => {
  const path = `/api/certificates/${VAULT}/secrets-exported`
  const imported = await issued(ops(), 'secrets-exported')
  const tries = [
    `${path}/versions/${imported}/private?format=pem&password=&reason=because+of+a+test`,
    `${path}/versions/${imported}/public?format=pfx`,
    `${path}/versions/${imported}/public?format=private`,
    `${path}/versions/${imported}/public?format=pem&format=pfx`,
    `${path}/versions/${imported}/secret`,
    `/api/secrets/${VAULT}/secrets-exported`,
  ]
  for (const address of tries) {
    const reply = await raw(address, { headers: { cookie: ops().cookie } })
    expect.soft(secretsIn(reply.text, patternsOf(ops())), address).toEqual([])
    expect.soft([200, 400, 404, 405], address).toContain(reply.status)
  }
  const open = await raw(`${path}/versions/${imported}/public?format=pem`, {
    headers: { cookie: ops().cookie },
  })
  expect(open.text).toMatch(/^-----BEGIN CERTIFICATE-----/)
  expect(open.text).not.toContain('KEY')
})

test('no export without a reason', async () => {
  const imported = await issued(ops(), 'secrets-exported')
  for (const reason of [undefined, '', ' ', null, 5, {}]) {
    const reply = await sendRoute(ops(), {
      kind: 'route',
      name: 'export',
      method: 'POST',
      path: `/api/certificates/${VAULT}/secrets-exported/versions/${imported}/private`,
      contentType: 'application/json',
      body: JSON.stringify({ format: 'pem', password: '', reason }),
    })
    expect.soft(reply.status, JSON.stringify(reason)).toBe(400)
    expect.soft(secretsIn(reply.text, patternsOf(ops()))).toEqual([])
  }
})
