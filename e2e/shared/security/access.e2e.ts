import { expect, test } from '@playwright/test'
import {
  getJson,
  type HttpSession,
  ownHeaders,
  putAccount,
  type RawReply,
  raw,
  signInOverHttp,
  signOutOverHttp,
} from '../http-session.ts'
import { AUDITOR } from '../people.ts'
import { type Access, actions, type Method, routes } from './access-table.ts'
import { callAction, outcomeOf } from './action-call.ts'
import { fill } from './addresses.ts'
import { builtActions, builtPaths } from './build-manifest.ts'
import { pages } from './page-table.ts'
import { leaked } from './payload.ts'
import { minutesFromNow, putSessionRow, readSessionRow, type SessionRow } from './session-rows.ts'

// Accounts with rights in Azure: what the console does not refuse them, the vaults would tell them.
const people = {
  SecurityOperations: 'ops2@contoso.example',
  Developer: 'dev2@contoso.example',
  Auditor: AUDITOR,
  'no role': 'no-role-access@contoso.example',
  'expired session': 'ops2@contoso.example',
  'revoked session': 'ops2@contoso.example',
} as const

type Column = keyof typeof people | 'no session'
const columns: readonly Column[] = [
  'SecurityOperations',
  'Developer',
  'Auditor',
  'no role',
  'no session',
  'expired session',
  'revoked session',
]

const sessions = new Map<Column, HttpSession>()
let expiredRow: SessionRow = {}
let version = ''

test.beforeAll(async () => {
  await putAccount(people['no role'], [])
  for (const column of columns) {
    if (column !== 'no session') sessions.set(column, await signInOverHttp(people[column]))
  }
  expiredRow = { ...readSessionRow(sessionOf('expired session').cookie) }
  const revoked = await signOutOverHttp(sessionOf('revoked session'))
  expect(revoked.status).toBe(204)
  const path = '/api/certificates/contoso-dev/www-dev/versions'
  const [newest] = await getJson<{ version: string }[]>(sessionOf('SecurityOperations'), path)
  version = newest?.version ?? ''
  expect(version).toMatch(/^[0-9a-f]{32}$/)
})

test.afterAll(async () => {
  for (const session of sessions.values()) await signOutOverHttp(session)
})

function sessionOf(column: Column): HttpSession {
  const session = sessions.get(column)
  if (!session) throw new Error(`${column} has no session.`)
  return session
}

/** The session of a column, ready for one request: one that ended idle is put back each time. */
function ready(column: Column): HttpSession | undefined {
  if (column === 'no session') return undefined
  if (column === 'expired session') {
    putSessionRow({ ...expiredRow, seen_at: minutesFromNow(-31) })
  }
  return sessionOf(column)
}

function verdict(access: Access, column: Column): 'allowed' | 401 | 403 {
  if (access === 'everybody') return 'allowed'
  if (column === 'no session' || column.endsWith(' session')) return 401
  if (access === 'signed-in') return 'allowed'
  return access.some((role) => role === column) ? 'allowed' : 403
}

function cookieHeader(session: HttpSession | undefined): Record<string, string> {
  return session ? { cookie: session.cookie } : {}
}

test('every action, route and page of the build is in the access table, and nothing else', () => {
  const built = builtPaths()
  expect(
    builtActions()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(Object.keys(actions).sort())
  expect(built.routes.sort()).toEqual(Object.keys(routes).sort())
  expect(built.pages.sort()).toEqual(Object.keys(pages).sort())
})

for (const column of columns) {
  test(`server actions: ${column} gets what the table says`, async () => {
    for (const { name } of builtActions()) {
      const action = actions[name]
      if (!action) throw new Error(`${name} is not in the table.`)
      const reply = await callAction(ready(column), name, action.input)
      const expected = verdict(action.access, column)
      await test.step(`${name}: ${expected}`, () => {
        if (expected === 'allowed') {
          expect.soft(outcomeOf(reply)?.failure, name).toBe(action.failure)
          return
        }
        expect.soft(reply.status, name).toBe(expected)
        expect.soft(outcomeOf(reply), name).toBeNull()
        expect.soft(leaked(reply), name).toEqual([])
      })
    }
  })

  test(`routes: ${column} gets what the table says`, async () => {
    for (const path of builtPaths().routes) {
      for (const [method, entry] of Object.entries(routes[path]?.methods ?? {})) {
        await test.step(`${method} ${path}`, () => checkRoute(column, path, method, entry))
      }
    }
  })

  test(`pages: ${column} gets what the table says, as HTML and as RSC payload`, async () => {
    for (const path of builtPaths().pages) {
      const entry = pages[path]
      // Told by the test of the table itself.
      if (!entry) continue
      const address = fill(entry.path, version)
      const expected = verdict(entry.access, column)
      const html = await raw(address, { headers: cookieHeader(ready(column)) })
      const rsc = await raw(address, { headers: { ...cookieHeader(ready(column)), rsc: '1' } })
      if (expected === 'allowed') {
        const answers = path === '/sign-in' ? [200, 307] : [entry.answer ?? 200]
        expect.soft(answers, `${address}: ${html.status}`).toContain(html.status)
        continue
      }
      expect.soft(html.status, address).toBe(expected === 401 ? 307 : 403)
      if (expected === 401) expect.soft(html.headers.location, address).toMatch(/^\/sign-in\?/)
      expect.soft(leaked(html), address).toEqual([])
      expect.soft(leaked(rsc), `RSC ${address}`).toEqual([])
    }
  })
}

async function checkRoute(
  column: Column,
  path: string,
  method: string,
  entry: Method,
): Promise<void> {
  const ending = method === 'DELETE' && path === '/api/session'
  // Ending a session takes one of its own, so that the others go on.
  const live = ending && verdict('signed-in', column) === 'allowed'
  const session =
    live && column !== 'no session' ? await signInOverHttp(people[column]) : ready(column)
  const address = fill(routes[path]?.path ?? path, version)
  const reply = await raw(address, {
    method,
    headers: {
      ...(method === 'GET' ? cookieHeader(session) : ownHeaders(session)),
      ...(entry.contentType === undefined ? {} : { 'content-type': entry.contentType }),
    },
    ...(entry.body === undefined ? {} : { body: entry.body }),
  })
  const expected = verdict(entry.access, column)
  const about = `${method} ${address}`
  if (expected === 'allowed') {
    expect.soft(reply.status, `${about}: ${reply.text.slice(0, 300)}`).toBe(entry.answer)
  } else {
    expect.soft(reply.status, about).toBe(expected)
    expectProblem(reply, about)
    expect.soft(leaked(reply), about).toEqual([])
  }
}

function expectProblem(reply: RawReply, about: string): void {
  expect.soft(reply.headers['content-type'], about).toBe('application/problem+json')
  const problem: { status: number; code: string } = JSON.parse(reply.text)
  expect.soft(problem.status, about).toBe(reply.status)
  expect.soft(problem.code, about).toBe(reply.status === 401 ? 'signed-out' : 'role-missing')
}

test('a method that the table does not name is refused on every route', async () => {
  const session = sessionOf('SecurityOperations')
  for (const path of builtPaths().routes) {
    const named = Object.keys(routes[path]?.methods ?? {})
    // The login service takes posts of its own forms; what it makes of them is its own matter.
    const open = path.startsWith('/embedded/') ? ['POST'] : []
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      if (named.includes(method) || open.includes(method)) continue
      const reply = await raw(fill(routes[path]?.path ?? path, version), {
        method,
        headers: ownHeaders(session),
      })
      expect.soft(reply.status, `${method} ${path}`).toBe(405)
      expect.soft(leaked(reply), `${method} ${path}`).toEqual([])
    }
  }
})

test('the words that stand for a leak are really in what security operations gets', async () => {
  const session = sessionOf('SecurityOperations')
  const vaults = await raw('/api/vaults', { headers: { cookie: session.cookie } })
  expect(leaked(vaults)).toEqual(
    expect.arrayContaining(['contoso-prod', 'contoso-shared', 'rg-platform', 'vault.azure.net']),
  )
  const attention = await raw('/api/attention', { headers: { cookie: session.cookie } })
  expect(leaked(attention)).toEqual(expect.arrayContaining(['payments-mtls', 'mqtt-broker']))
})
