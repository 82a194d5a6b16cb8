import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { utf8 } from '#lib/base/encodings.ts'
import { figure } from '#lib/testing/harden.ts'
import { SealBrokenError, StoreOpenError, StoreUnavailableError, unwritable } from './errors.ts'
import type { Migration } from './migrate.ts'
import { type CloudStore, openStore } from './store.ts'

const notes: Migration = {
  id: 1,
  name: 'notes',
  sql: `CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE tags (note INTEGER NOT NULL REFERENCES notes (id), tag TEXT NOT NULL) STRICT;`,
}

let folder: string
let store: CloudStore

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-store-'))
  store = openStore(folder, { migrations: [notes] })
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

function add(body: string): Promise<unknown> {
  return store.write((db) => db.sql('INSERT INTO notes (body) VALUES (?)').run(body))
}

function bodies(): unknown[] {
  return store.read((db) =>
    db
      .sql('SELECT body FROM notes ORDER BY id')
      .all()
      .map((row) => row.body),
  )
}

function reopen(): void {
  store.close()
  store = openStore(folder, { migrations: [notes] })
}

describe('write', () => {
  it('commits everything of one turn at once, in order', async () => {
    const seen: unknown[] = []
    const first = add('a')
    const second = add('b').then(() => seen.push(...bodies()))
    expect(bodies()).toEqual([])
    await first
    expect(bodies()).toEqual(['a', 'b'])
    await second
    expect(seen).toEqual(['a', 'b'])
  })

  it('undoes a failed one alone', async () => {
    const results = await Promise.allSettled([
      add('a'),
      store.write((db) => {
        db.sql('INSERT INTO notes (body) VALUES (?)').run('half')
        throw new Error('no')
      }),
      add('a'),
      add('b'),
    ])
    expect(results.map((result) => result.status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ])
    expect(bodies()).toEqual(['a', 'b'])
  })

  it('returns what the function returned', async () => {
    expect(await store.write(() => 42)).toBe(42)
  })

  it('refuses a function that would go on after the commit', async () => {
    await expect(store.write(async () => 1)).rejects.toThrow('synchronous')
  })

  it('holds foreign keys', async () => {
    await expect(
      store.write((db) => db.sql("INSERT INTO tags VALUES (7, 'x')").run()),
    ).rejects.toThrow('FOREIGN KEY')
  })

  it('rejects everything of a batch that the disk does not take', async () => {
    store.read((db) => db.sql('PRAGMA query_only = ON').run())
    const results = await Promise.allSettled([add('a'), add('b')])
    for (const result of results) {
      expect(result.status === 'rejected' && result.reason).toBeInstanceOf(StoreUnavailableError)
    }
    store.read((db) => db.sql('PRAGMA query_only = OFF').run())
    expect(bodies()).toEqual([])
    await add('c')
    expect(bodies()).toEqual(['c'])
  })

  it(`refuses on a full disk, reads on, and recovers, ${figure(200)} times`, async () => {
    const kept: string[] = []
    for (let cycle = 0; cycle < figure(200); cycle++) {
      const pages = store.read((db) => db.sql('PRAGMA page_count').get()?.page_count)
      store.read((db) => db.sql(`PRAGMA max_page_count = ${Number(pages)}`).get())
      const results = await Promise.allSettled([add('small'), add('x'.repeat(100_000))])
      for (const result of results) {
        expect(result.status === 'rejected' && result.reason).toBeInstanceOf(StoreUnavailableError)
      }
      expect(bodies()).toEqual(kept)
      store.read((db) => db.sql('PRAGMA max_page_count = 1000000').get())
      kept.push(`small ${cycle}`)
      await add(`small ${cycle}`)
      if (cycle % 5 === 0) reopen()
      expect(bodies()).toEqual(kept)
    }
    const integrity = store.read((db) => db.sql('PRAGMA integrity_check').get())
    expect(integrity).toEqual({ integrity_check: 'ok' })
  })

  it('rejects after closing', async () => {
    store.close()
    await expect(add('late')).rejects.toBeInstanceOf(StoreUnavailableError)
    expect(() => store.read(() => 1)).toThrow(StoreUnavailableError)
  })

  it('closing commits what is queued', async () => {
    const queued = add('a')
    reopen()
    await queued
    expect(bodies()).toEqual(['a'])
  })
})

describe('files', () => {
  it('keep everything over a reopening, and are open to their owner only', async () => {
    await add('a')
    const sealed = store.seal(utf8('secret'), 'x')
    const names = readdirSync(join(folder, 'cloud'))
    expect(names.toSorted()).toEqual(['cloud.db', 'cloud.db-wal', 'key'])
    for (const name of names) {
      expect(statSync(join(folder, 'cloud', name)).mode & 0o777, name).toBe(0o600)
    }
    expect(statSync(join(folder, 'cloud')).mode & 0o777).toBe(0o700)
    reopen()
    expect(bodies()).toEqual(['a'])
    expect(store.open(sealed, 'x')).toEqual(Buffer.from('secret'))
  })

  it('are written with synchronous=FULL in WAL mode', () => {
    expect(store.read((db) => db.sql('PRAGMA synchronous').get()?.synchronous)).toBe(2)
    expect(store.read((db) => db.sql('PRAGMA journal_mode').get()?.journal_mode)).toBe('wal')
  })

  it('belong to one process at a time', () => {
    const other = new DatabaseSync(join(folder, 'cloud', 'cloud.db'), { timeout: 0 })
    expect(() => other.prepare('SELECT * FROM notes').all()).toThrow('locked')
    other.close()
  })

  it('that cannot be written are a sentence for who starts the program', () => {
    for (const [code, words] of [
      ['EROFS', 'read-only'],
      ['ENOSPC', 'full'],
      ['EACCES', 'may not'],
    ] as const) {
      const refused = unwritable('/data', Object.assign(new Error('no'), { code }))
      expect(refused?.message).toContain(`/data cannot be written: `)
      expect(refused?.message).toContain(words)
    }
    const full = Object.assign(new Error('full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 })
    expect(unwritable('/data', full)?.message).toContain('the disk is full')
    expect(unwritable('/data', new Error('other'))).toBeNull()
  })

  it('without their key are refused, not re-keyed', () => {
    store.close()
    rmSync(join(folder, 'cloud', 'key'))
    expect(() => openStore(folder, { migrations: [notes] })).toThrow(StoreOpenError)
    writeFileSync(join(folder, 'cloud', 'key'), 'short')
    expect(() => openStore(folder, { migrations: [notes] })).toThrow('damaged')
  })
})

describe('sealing', () => {
  it('refuses a changed value, another context and another key alike', () => {
    const sealed = store.seal(utf8('secret'), 'secrets/1')
    expect(Buffer.from(sealed).includes('secret')).toBe(false)
    for (let at = 0; at < sealed.length; at++) {
      const changed = Uint8Array.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => store.open(changed, 'secrets/1'), `byte ${at}`).toThrow(SealBrokenError)
    }
    expect(() => store.open(sealed, 'secrets/2')).toThrow(SealBrokenError)
    expect(() => store.open(sealed.subarray(0, 5), 'secrets/1')).toThrow(SealBrokenError)
  })

  it('never writes a plain value or the key to the database files', async () => {
    const sealed = store.seal(utf8('canary-7c1f'), 'x')
    await store.write((db) =>
      db.sql('INSERT INTO notes (body) VALUES (?)').run(Buffer.from(sealed).toString('latin1')),
    )
    const key = readFileSync(join(folder, 'cloud', 'key'))
    for (const name of ['cloud.db', 'cloud.db-wal']) {
      const content = readFileSync(join(folder, 'cloud', name))
      expect(content.includes('canary-7c1f')).toBe(false)
      expect(content.includes(key)).toBe(false)
    }
  })

  it('authenticates with separated contexts', () => {
    const mac = store.mac(utf8('b'), 'a')
    expect(mac).toHaveLength(32)
    expect(store.mac(utf8('b'), 'a')).toEqual(mac)
    expect(store.mac(utf8(''), 'ab')).not.toEqual(mac)
  })
})

describe('reset', () => {
  it('empties every table but those to keep', async () => {
    await add('a')
    await store.write((db) => db.sql("INSERT INTO tags VALUES (1, 'x')").run())
    await store.reset()
    expect(bodies()).toEqual([])
    await add('b')
    await store.reset({ keep: ['notes'] })
    expect(bodies()).toEqual(['b'])
    reopen()
    expect(bodies()).toEqual(['b'])
  })
})

describe('migrations', () => {
  it('run once, in order of number, and a failing one leaves nothing', async () => {
    await add('a')
    store.close()
    const bad = { id: 3, name: 'bad', sql: 'CREATE TABLE half (x); SELECT nonsense FROM nowhere' }
    expect(() => openStore(folder, { migrations: [bad, notes] })).toThrow('nowhere')
    const more = { id: 2, name: 'more', sql: "INSERT INTO notes (body) VALUES ('from 2')" }
    store = openStore(folder, { migrations: [more, notes] })
    expect(bodies()).toEqual(['a', 'from 2'])
  })

  it('refuse a database of another build', () => {
    store.close()
    expect(() => openStore(folder, { migrations: [{ ...notes, sql: 'SELECT 1' }] })).toThrow(
      'has changed',
    )
    expect(() => openStore(folder, { migrations: [] })).toThrow('unknown here: 1')
  })
})
