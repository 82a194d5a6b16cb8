import { execFileSync, spawnSync } from 'node:child_process'
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { automationToken, fromLoopback } from '#lib/testing/automation-token.ts'
import { hardening } from '#lib/testing/harden.ts'
import { type Cloud, openCloud } from './cloud.ts'
import { StoreOpenError } from './store/errors.ts'
import type { Db } from './store/store.ts'

/*
 * Real media that are full, or turn read-only under the running cloud. Needs root, because it mounts,
 * so it runs under `npm run harden` alone; every day `store.test.ts` plays a full disk.
 *
 * What cannot be recorded does not happen: so vaults and management refuse even reads (503) until their
 * log has room, while the store is read on and sign-ins, which write nothing, go on.
 */
const asRoot = it.runIf(hardening && process.getuid?.() === 0)
if (hardening && process.getuid?.() !== 0) {
  process.stdout.write('Full and read-only disks are left out: mounting them needs root.\n')
}

const vault = 'contoso-dev.vault.azure.net'
let folder: string
let medium: string
let cloud: Cloud | null = null
let token: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-disk-'))
  medium = join(folder, 'medium')
  mkdirSync(medium)
})
afterEach(async () => {
  await cloud?.close()
  cloud = null
  try {
    execFileSync('umount', ['--lazy', medium], { stdio: 'ignore' })
  } catch {
    // It was not mounted.
  }
  rmSync(folder, { recursive: true, force: true })
})

async function open(): Promise<void> {
  cloud = await openCloud({ dataDir: join(medium, 'data'), redirectUris: [] })
  token = await automationToken(cloud)
}

/** What the cloud still does when nothing can be kept. */
async function goesOn(): Promise<void> {
  expect(integrity()).toEqual({ integrity_check: 'ok' })
  if (cloud) await automationToken(cloud)
}

async function send(method: string, path: string, body?: object): Promise<[number, string]> {
  const request = new Request(`https://${vault}${path}?api-version=7.6`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer = await cloud?.fetch(request, fromLoopback)
  return [answer?.status ?? 0, (await answer?.text()) ?? '']
}

function integrity(): unknown {
  return cloud?.context.store.read((db) => db.sql('PRAGMA integrity_check').get())
}

/** Takes all room that is left, to the last byte; returns the file that holds it. */
function fill(): number {
  const ballast = openSync(join(medium, 'ballast'), 'w')
  for (let size = 1_048_576; size >= 1; size = Math.floor(size / 4)) {
    const bytes = Buffer.alloc(size)
    try {
      for (;;) writeSync(ballast, bytes)
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' })
    }
  }
  return ballast
}

/** A secret's value of this length, different each time. */
const padded = (name: string, length: number) => name.padEnd(length, '.')

asRoot('a file system of 64 MB is filled 200 times', { timeout: 1_800_000 }, async () => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'none', medium])
  await open()
  const kept = new Map<string, string>()
  let refusals = 0
  for (let cycle = 0; cycle < 200; cycle++) {
    const ballast = fill()
    let refused = 0
    // Small writes may find room in what the database has already; sooner or later none is left.
    for (let at = 0; refused < 5; at++) {
      const name = `c${cycle}-${at}`
      const value = padded(name, at % 2 === 0 ? 20_000 : 20)
      const [status, text] = await send('PUT', `/secrets/${name}`, { value })
      expect([200, 503], text).toContain(status)
      if (status === 200) kept.set(name, value)
      else {
        refused += 1
        expect(text).toContain('"ServiceUnavailable"')
        // It was not done, and nobody hears what is in there without a record of it.
        expect(cloud?.context.store.read((db) => count(db, name))).toBe(0)
      }
      const [read] = await send('GET', '/secrets')
      expect([200, 503]).toContain(read)
      expect(at).toBeLessThan(5_000)
    }
    refusals += refused
    await goesOn()
    ftruncateSync(ballast)
    closeSync(ballast)
    expect(integrity()).toEqual({ integrity_check: 'ok' })
    const [again] = await send('PUT', `/secrets/after${cycle}`, { value: 'x' })
    expect(again).toBe(200)
    if (cycle % 20 === 19) {
      await cloud?.close()
      await open()
      for (const [name, value] of kept) {
        const [found, body] = await send('GET', `/secrets/${name}`)
        expect([found, JSON.parse(body).value], name).toEqual([200, value])
      }
      // Room for the next ones.
      for (const name of kept.keys()) {
        expect((await send('DELETE', `/secrets/${name}`))[0]).toBe(200)
        expect((await send('DELETE', `/deletedsecrets/${name}`))[0]).toBe(204)
      }
      kept.clear()
    }
  }
  expect(refusals).toBeGreaterThanOrEqual(1_000)
})

function count(db: Db, name: string): number {
  return Number(
    db.sql('SELECT count(*) AS n FROM vault_secret_versions WHERE name = ?').get(name)?.n,
  )
}

asRoot('a file system turns read-only under it, 20 times', { timeout: 600_000 }, async () => {
  const image = join(folder, 'image')
  writeFileSync(image, '')
  truncateSync(image, 64 * 1_048_576)
  execFileSync('mkfs.ext4', ['-q', image])
  const kept: string[] = []
  for (let cycle = 0; cycle < 20; cycle++) {
    execFileSync('mount', ['-o', 'loop', image, medium])
    await open()
    expect(integrity()).toEqual({ integrity_check: 'ok' })
    for (const name of kept) expect((await send('GET', `/secrets/${name}`))[0]).toBe(200)
    expect((await send('PUT', `/secrets/before${cycle}`, { value: 'x' }))[0]).toBe(200)
    kept.push(`before${cycle}`)
    // What the kernel does after an I/O error: everything is read-only from here on, at once.
    execFileSync('mount', ['-o', 'remount,abort', medium])
    for (const method of ['PUT', 'GET']) {
      const body = method === 'PUT' ? { value: 'y' } : undefined
      const [status, text] = await send(method, `/secrets/before${cycle}`, body)
      expect(status, text).toBe(503)
      expect(text).toContain('"ServiceUnavailable"')
      expect(text).not.toContain('"value"')
    }
    await goesOn()
    await cloud?.close()
    cloud = null
    // A start says in words that it cannot.
    const start = open()
    await expect(start).rejects.toBeInstanceOf(StoreOpenError)
    await expect(start).rejects.toThrow('the file system is read-only')
    execFileSync('umount', [medium])
    // 1 says that it repaired something: here, at the least, the mark of the abort.
    expect(spawnSync('e2fsck', ['-p', '-f', image]).status).toBeLessThanOrEqual(1)
  }
})
