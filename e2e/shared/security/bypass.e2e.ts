import { expect, test } from '@playwright/test'
import {
  type HttpSession,
  type RawReply,
  raw,
  signInOverHttp,
  signOutOverHttp,
} from '../http-session.ts'
import { routes } from './access-table.ts'
import { fill, sampleVersion } from './addresses.ts'
import { pages } from './page-table.ts'
import { leaked } from './payload.ts'
import { startWithoutProxy } from './without-proxy.ts'

const people = ['nobody', 'dev2@contoso.example'] as const
const consoles = ['the console', 'a console without proxy.ts'] as const
const sessions = new Map<string, HttpSession>()
let version = ''
let open: Awaited<ReturnType<typeof startWithoutProxy>> | undefined

test.beforeAll(async () => {
  test.setTimeout(120_000)
  open = await startWithoutProxy()
  const ops = await signInOverHttp('ops2@contoso.example')
  version = await sampleVersion(ops)
  await signOutOverHttp(ops)
  sessions.set('dev2@contoso.example', await signInOverHttp('dev2@contoso.example'))
})

test.afterAll(async () => {
  for (const session of sessions.values()) await signOutOverHttp(session)
  await open?.stop()
})

/** Headers that made proxies of Next.js look away, or that ask for a part of a page only. */
const headerTricks: Record<string, string>[] = [
  { 'x-middleware-subrequest': 'proxy' },
  { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
  { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
  { 'x-middleware-subrequest': 'src/proxy:src/proxy:src/proxy:src/proxy:src/proxy' },
  { 'x-middleware-subrequest-id': '0'.repeat(16), 'x-middleware-subrequest': 'proxy' },
  { 'x-middleware-prefetch': '1' },
  { 'x-middleware-rewrite': '/ops' },
  { 'x-middleware-next': '1' },
  { 'x-middleware-invoke': '1' },
  { 'x-invoke-path': '/ops', 'x-invoke-output': '/ops', 'x-invoke-status': '200' },
  { 'x-matched-path': '/ops' },
  { 'x-now-route-matches': '1=ops' },
  { 'x-rewrite-url': '/ops', 'x-original-url': '/ops' },
  { 'x-nextjs-data': '1' },
  { 'x-action-forwarded': '1' },
  { 'x-forwarded-host': 'localhost', 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1' },
  { 'x-http-method-override': 'GET', 'x-method-override': 'GET' },
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1' },
  { rsc: '1', 'next-router-prefetch': '2' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_index' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_full' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/ops/__PAGE__' },
  { 'next-router-segment-prefetch': '/_tree' },
  { rsc: '1', 'next-url': '/ops', 'next-router-state-tree': treeOf() },
  { rsc: '1', 'next-router-state-tree': '%5B%22%22%5D' },
  { 'next-router-prefetch': '1', purpose: 'prefetch', 'sec-purpose': 'prefetch' },
  { 'next-action': '0'.repeat(42) },
  { 'x-strongroom-path': '/ops', 'x-nonce': 'a' },
  { cookie: 'strongroom-session=; __Host-strongroom-session=x' },
  { authorization: 'Bearer x' },
  { 'accept-language': '../../ops', accept: 'text/x-component' },
  { 'x-prerender-revalidate': '1', 'x-vercel-id': 'a', 'x-next-resume-state-length': '2' },
  { 'next-resume': '1' },
]

/** A router state that says: I have the layouts, send me the page alone (CVE-2024-51479 and its kin). */
function treeOf(): string {
  const tree = [
    '',
    {
      children: [
        '(console)',
        { children: ['ops', { children: ['__PAGE__', {}, null, 'refetch'] }] },
      ],
    },
  ]
  return encodeURIComponent(JSON.stringify(tree))
}

/** Other spellings of an address. */
function spellings(path: string): string[] {
  const [, first = '', ...rest] = path.split('/')
  const tail = rest.length > 0 ? `/${rest.join('/')}` : ''
  const encoded = `%${first.charCodeAt(0).toString(16)}${first.slice(1)}`
  return [
    `/${path}`,
    `//${path}`,
    `${path}/`,
    `${path}//`,
    `/.${path}`,
    `/x/..${path}`,
    `/x/%2e%2e${path}`,
    `/${encoded}${tail}`,
    `/${first.toUpperCase()}${tail}`,
    `/en${path}`,
    `/_next/data/build${path}.json`,
    `${path}.rsc`,
    `${path}.txt`,
    `${path}.json`,
    `${path}.segments/_tree.segment.rsc`,
    `${path}.segments/_full.segment.rsc`,
    `${path}.prefetch.rsc`,
    `${path}?_rsc=1`,
    `${path}?_rsc=`,
    `${path}?__nextLocale=en&__nextDefaultLocale=en`,
    `${path}?nxtPvault=no-such-vault`,
    `${path}?__flight__=1&_next_rsc=1`,
    `${path};.css`,
    `${path}%00`,
    `${path}%2f`,
    `${path}?/../../sign-in`,
    `http://localhost${path}`,
    `${path}#/sign-in`,
  ]
}

/** Addresses whose content is for security operations only. */
function guarded(): string[] {
  const paths = [...Object.values(pages), ...Object.values(routes)].map(({ path }) => path)
  return paths.filter((path) => /^\/(ops|api\/(?!session|health|visible))/.test(path))
}

function expectNothing(reply: RawReply, path: string, about: string): void {
  expect.soft(leaked(reply, path), about).toEqual([])
  expect.soft(reply.status, about).not.toBe(500)
  // Where it leads on, it leads to sign-in or to another spelling, never to another site.
  const to = new URL(reply.headers.location ?? '/', 'http://localhost')
  expect.soft(to.hostname, about).toBe('localhost')
}

interface Try {
  path: string
  headers: Record<string, string>
}

/** Sends all tries of one person, eight at a time, and expects nothing from each. */
async function tryAll(target: string, person: string, tries: readonly Try[]): Promise<void> {
  const cookie = sessions.get(person)?.cookie
  const other = target === 'the console' ? undefined : open
  const where = other ? { port: other.port } : {}
  const left = [...tries]
  const worker = async () => {
    for (let next = left.pop(); next; next = left.pop()) {
      const { path, headers } = next
      const sent = { ...(cookie ? { cookie } : {}), ...headers }
      const reply = await raw(path, { headers: sent, ...where })
      expectNothing(reply, path, `${path} ${JSON.stringify(headers)}`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker))
}

for (const target of consoles) {
  for (const person of people) {
    test(`no header opens a page or a read of ${target} to ${person}`, async () => {
      test.setTimeout(180_000)
      const addresses = guarded().map((path) => fill(path, version))
      expect(addresses.length).toBeGreaterThan(15)
      const tries = addresses.flatMap((path) => headerTricks.map((headers) => ({ path, headers })))
      await tryAll(target, person, tries)
    })

    test(`no spelling of an address opens ${target} to ${person}`, async () => {
      test.setTimeout(180_000)
      const addresses = guarded().flatMap((path) => spellings(fill(path, version)))
      const kinds = [{}, { rsc: '1' }]
      const tries = addresses.flatMap((path) => kinds.map((headers) => ({ path, headers })))
      await tryAll(target, person, tries)
    })
  }
}

test('the console without proxy.ts is one: its answers carry no policy', async () => {
  const reply = await raw('/sign-in', open ? { port: open.port } : {})
  expect(reply.status).toBe(200)
  expect(reply.headers['content-security-policy']).toBeUndefined()
})

test('forty and more tricks are tried on each page', () => {
  expect(headerTricks.length + spellings('/ops').length).toBeGreaterThan(40)
})
