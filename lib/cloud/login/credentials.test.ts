import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStore } from '../store/store.ts'
import { type Credentials, loadCredentials } from './credentials.ts'

let folder: string
const path = () => join(folder, 'cloud', 'credentials.json')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-credentials-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

async function load(): Promise<Credentials> {
  const store = openStore(folder)
  try {
    return await loadCredentials(store, folder, 'contoso.example')
  } finally {
    store.close()
  }
}

it('has the accounts and applications of the contract, in a file of mode 0600', async () => {
  const credentials = await load()
  expect(JSON.parse(readFileSync(path(), 'utf8'))).toEqual(credentials)
  expect(statSync(path()).mode & 0o777).toBe(0o600)
  expect(
    credentials.users.map(({ userPrincipalName, roles }) => [userPrincipalName, roles]),
  ).toEqual([
    ['ops@contoso.example', ['SecurityOperations']],
    ['ops2@contoso.example', ['SecurityOperations']],
    ['dev@contoso.example', ['Developer']],
    ['dev2@contoso.example', ['Developer']],
    ['auditor@contoso.example', ['Auditor']],
    ['owner@contoso.example', ['SecurityOperations', 'Developer', 'Auditor']],
  ])
  expect(credentials.applications.map((app) => app.name)).toEqual(['automation', 'console'])
  expect(credentials.subscriptions).toHaveLength(2)
})

it('differs from one data folder to the next', async () => {
  const first = await load()
  rmSync(join(folder, 'cloud'), { recursive: true })
  const second = await load()
  expect(second.tenantId).not.toBe(first.tenantId)
  expect(second.controlToken).not.toBe(first.controlToken)
})

it('writes a lost or changed file again from the store', async () => {
  const first = await load()
  rmSync(path())
  expect(await load()).toEqual(first)
  writeFileSync(path(), '{}')
  expect(await load()).toEqual(first)
  expect(JSON.parse(readFileSync(path(), 'utf8'))).toEqual(first)
})

it('takes over the file when the store was deleted', async () => {
  const first = await load()
  for (const name of ['cloud.db', 'cloud.db-wal', 'key']) {
    rmSync(join(folder, 'cloud', name), { force: true })
  }
  expect(await load()).toEqual(first)
})

it.each(['', 'not json', '{}', '{"tenantId":"x"}', '[]'])(
  'says in words that a file "%s" is none of ours',
  async (content) => {
    openStore(folder).close()
    writeFileSync(path(), content)
    await expect(load()).rejects.toThrow(/is not a credentials file of this cloud/)
  },
)
