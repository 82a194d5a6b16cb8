import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RecordRow } from './schema.ts'
import { openStore, type Store } from './store.ts'

const row: RecordRow = {
  id: 'r1',
  at: '2026-01-01T00:00:00.000Z',
  finished_at: null,
  actor_id: 'o1',
  actor_name: 'Ops',
  verb: 'certificates.create',
  vault: 'contoso-prod',
  object: 'www',
  version: null,
  reason: null,
  outcome: null,
  detail: null,
}

let folder: string
const open: Store[] = []

async function start(): Promise<Store> {
  // With DATABASE_URL set the same tests run on PostgreSQL, in a database made for them.
  const store = await openStore({
    dataDir: folder,
    databaseUrl: process.env.TEST_DATABASE_URL ?? null,
  })
  open.push(store)
  return store
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'))
})

afterEach(async () => {
  for (const store of open.splice(0)) {
    await store.deleteFrom('records').execute()
    await store.destroy()
  }
  await rm(folder, { recursive: true })
})

describe('the store', () => {
  it('keeps rows over a restart and migrates once', async () => {
    const first = await start()
    await first.insertInto('records').values(row).execute()
    open.pop()
    await first.destroy()
    const second = await start()
    expect(await second.selectFrom('records').selectAll().execute()).toEqual([row])
  })

  it('updates and counts', async () => {
    const store = await start()
    await store.insertInto('records').values(row).execute()
    const result = await store
      .updateTable('records')
      .set({ outcome: 'done' })
      .where('id', '=', 'r1')
      .executeTakeFirst()
    expect(result.numUpdatedRows).toBe(1n)
  })

  it('rolls a failed transaction back', async () => {
    const store = await start()
    const failing = store.transaction().execute(async (transaction) => {
      await transaction.insertInto('records').values(row).execute()
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await store.selectFrom('records').selectAll().execute()).toEqual([])
  })

  it('lets nobody else read its files', async () => {
    open.push(await openStore({ dataDir: folder, databaseUrl: null }))
    const inside = join(folder, 'console')
    const modes = await Promise.all(
      (await readdir(inside)).map(async (name) => (await stat(join(inside, name))).mode & 0o777),
    )
    expect(new Set(modes)).toEqual(new Set([0o600]))
  })
})
