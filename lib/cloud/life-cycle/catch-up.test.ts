import { afterEach, beforeEach, expect, it } from 'vitest'
import { createPurger } from '../arm/vaults/purger.ts'
import { text } from '../store/row.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault/vault-under-test.ts'
import { catchUp } from './catch-up.ts'
import { type DueSource, never, type Occurrence } from './due.ts'
import { allSources } from './sources.ts'

let under: VaultUnderTest

beforeEach(async () => {
  under = await openVaultUnderTest()
  await under.ctx.store.write((db) => {
    db.sql('CREATE TABLE things (at INTEGER, vault INTEGER, name TEXT)').run()
    db.sql('CREATE TABLE done (name TEXT, time INTEGER)').run()
  })
})
afterEach(() => under.close())

async function add(name: string, at: number): Promise<void> {
  await under.ctx.store.write((db) =>
    db.sql('INSERT INTO things (at, vault, name) VALUES (?, 1, ?)').run(at, name),
  )
}

const done = () =>
  under.ctx.store
    .sql('SELECT name, time FROM done ORDER BY rowid')
    .all()
    .map((row) => `${row.name}@${row.time}`)

/** Things of a table of the test's own. `broken` ones cannot be carried out, `unready` ones not be prepared. */
const things: DueSource = {
  name: 'things',
  list: (db, until, limit) =>
    db
      .sql('SELECT at, vault, name FROM things WHERE at <= ? ORDER BY at LIMIT ?')
      .all(until, limit)
      .map((row) => ({ at: Number(row.at), vault: 1, name: text(row, 'name') })),
  prepare(occurrence) {
    if (occurrence.name.startsWith('slow')) return Promise.resolve(step(occurrence))
    if (occurrence.name.startsWith('unready')) return Promise.reject(new Error('unready'))
    return step(occurrence)
  },
  postpone: (db, due, until) => {
    db.sql('UPDATE things SET at = ? WHERE name = ?').run(until, due.name)
  },
}

function step({ name, time }: Occurrence): ReturnType<DueSource['prepare']> {
  return (db) => {
    db.sql('INSERT INTO done (name, time) VALUES (?, ?)').run(name, time)
    if (name.startsWith('broken')) throw new Error('broken')
    if (!name.startsWith('stuck')) db.sql('DELETE FROM things WHERE name = ?').run(name)
    if (name.startsWith('parent')) {
      db.sql("INSERT INTO things (at, vault, name) VALUES (?, 1, 'child')").run(time + 5)
    }
    return { next: name.startsWith('parent') ? time + 5 : never }
  }
}

function until(until: number, since = 0): Promise<void> {
  return catchUp(under.ctx, [things], { until, since, stopped: () => false })
}

it('goes by time, slow or not, and takes up what one thing brings about', async () => {
  for (const [name, at] of [['c', 30] as const, ['slow', 20] as const, ['parent', 10] as const]) {
    await add(name, at)
  }
  await add('later', 41)
  await until(40)
  expect(done()).toEqual(['parent@10', 'child@15', 'slow@20', 'c@30'])
})

it('does nothing in a time that is over', async () => {
  await add('old', 5)
  await until(40, 25)
  expect(done()).toEqual(['old@25'])
})

it.each(['broken', 'unready', 'stuck'])(
  'goes on past what is %s, and tries it a day later',
  async (name) => {
    await add('a', 1)
    await add(name, 2)
    await add('b', 3)
    await until(40)
    expect(done()).toEqual(['a@1', 'b@3'])
    const [left] = under.ctx.store.sql('SELECT at FROM things').all()
    expect(left?.at).toBe(86_402)
    expect(under.lines).toHaveLength(1)
  },
)

it('ends between two writes when it is told to', async () => {
  for (let at = 1; at <= 250; at += 1) await add(`n${at}`, at)
  let asked = 0
  const stopped = () => {
    asked += 1
    return asked > 1
  }
  await catchUp(under.ctx, [things], { until: 1_000, since: 0, stopped })
  expect(done()).toHaveLength(100)
})

it('walks an index for each kind of thing', () => {
  const { ctx, app } = under
  const plans: string[] = []
  const db = {
    ...ctx.store,
    sql: (statement: string) => {
      const plan = ctx.store.sql(`EXPLAIN QUERY PLAN ${statement}`)
      return Object.assign(Object.create(ctx.store.sql(statement)), {
        all(...values: (number | string)[]) {
          plans.push(
            plan
              .all(...values)
              .map((row) => text(row, 'detail'))
              .join('; '),
          )
          return []
        },
      })
    },
  }
  const sources = allSources(ctx, { purger: createPurger(ctx), worker: app.worker })
  for (const source of sources) source.list(db, 1, 1)
  expect(plans).toHaveLength(sources.length)
  for (const plan of plans) {
    expect(plan).toMatch(/^SEARCH \w+ USING (COVERING )?INDEX/)
    expect(plan).not.toContain('TEMP B-TREE')
  }
})
