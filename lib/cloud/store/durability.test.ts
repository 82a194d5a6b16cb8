import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { figure, patience } from '#lib/testing/harden.ts'
import type { Migration } from './migrate.ts'
import { openStore } from './store.ts'

const pairs: Migration = {
  id: 1,
  name: 'pairs',
  sql: 'CREATE TABLE pairs (number INTEGER PRIMARY KEY, half TEXT NOT NULL) STRICT;',
}

/** Writes pairs of rows for ever, many at a time, and prints each number once it is acknowledged. */
const writer = `
import { openStore } from ${JSON.stringify(new URL('./store.ts', import.meta.url).href)}
const store = openStore(process.argv[1], { migrations: [${JSON.stringify(pairs)}] })
let next = Number(process.argv[2])
async function client() {
  for (;;) {
    const number = next
    next += 2
    await store.write((db) => {
      const insert = db.sql('INSERT INTO pairs VALUES (?, ?)')
      insert.run(number, 'left')
      insert.run(number + 1, 'right')
    })
    process.stdout.write(number + '\\n')
  }
}
await Promise.all(Array.from({ length: 16 }, client))
`

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-kill-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

const rounds = figure(80)

it(
  `keeps all that it acknowledged, and no half, in ${rounds} kills`,
  async () => {
    const acknowledged: number[] = []
    for (let round = 0; round < rounds; round++) {
      const child = spawn(
        process.execPath,
        ['--input-type=module', '-e', writer, folder, `${round * 10_000_000}`],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      )
      let tail = ''
      let seen = 0
      child.stdout.setEncoding('utf8')
      child.stdout.on('data', (chunk: string) => {
        const lines = (tail + chunk).split('\n')
        tail = lines.pop() ?? ''
        acknowledged.push(...lines.map(Number))
        seen += lines.length
        // Somewhere in the middle of the writing, at another place each round.
        if (seen > 50 + (round % 8) * 37) child.kill('SIGKILL')
      })
      const [, signal] = await once(child, 'close')
      expect(signal).toBe('SIGKILL')

      const store = openStore(folder, { migrations: [pairs] })
      const kept = new Set(
        store.read((db) => db.sql('SELECT number FROM pairs').all()).map((row) => row.number),
      )
      const integrity = store.read((db) => db.sql('PRAGMA integrity_check').get()?.integrity_check)
      store.close()
      expect(integrity).toBe('ok')
      expect(acknowledged.filter((number) => !kept.has(number))).toEqual([])
      for (const number of kept) expect(kept.has(Number(number) ^ 1)).toBe(true)
    }
    expect(acknowledged.length).toBeGreaterThan(60 * rounds)
  },
  patience(30_000),
)
