import { existsSync, globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { isTest, resolveImport, sourceFiles } from './source-files.ts'
import { AREAS, areaOf, lintOverrides } from './walls.ts'

const files = sourceFiles()
const product = files.filter((file) => !isTest(file.path) && !file.path.startsWith('e2e/'))

describe('walls', () => {
  test('every import goes where its area may go', () => {
    const broken: string[] = []
    for (const file of product) {
      const area = areaOf(file.path)
      if (!area) continue
      for (const specifier of file.imports) {
        const target = resolveImport(file.path, specifier)
        if (!target) continue
        const other = areaOf(target)
        if (other && other !== area && !area.may.includes(other.name)) {
          broken.push(`${file.path} imports ${target}. ${area.home}`)
        }
      }
    }
    expect(broken).toEqual([])
  })

  test('an import upwards is found', () => {
    const domain = areaOf('lib/domain/certificates/status.ts')
    const azure = areaOf('lib/azure/transport.ts')
    expect(domain?.may).not.toContain(azure?.name)
    expect(areaOf('lib/features/vaults/schema.ts')?.name).toBe('features/schema')
    expect(areaOf('lib/features/vaults/list.ts')?.name).toBe('features')
  })

  test('every import of ours names a file that exists', () => {
    const missing = files.flatMap((file) =>
      file.imports
        .map((specifier) => resolveImport(file.path, specifier))
        .filter((target) => target !== null && !existsSync(target))
        .map((target) => `${file.path}: ${target}`),
    )
    expect(missing).toEqual([])
  })

  test('every file of the product stands in an area', () => {
    const outside = product.map((file) => file.path).filter((path) => !areaOf(path))
    expect(outside).toEqual([])
  })

  test('the three views never import each other', () => {
    const view = (path: string) => /^app\/\(console\)\/(ops|dev|audit)\//.exec(path)?.[1]
    const crossing = product.flatMap((file) =>
      file.imports.filter((specifier) => {
        const target = view(resolveImport(file.path, specifier) ?? '')
        const own = view(file.path)
        return target !== undefined && own !== undefined && target !== own
      }),
    )
    expect(crossing).toEqual([])
  })

  test('only the gateway and the session import the Azure SDKs', () => {
    const others = product
      .filter((file) => file.imports.some((name) => name.startsWith('@azure/')))
      .map((file) => areaOf(file.path)?.name)
    expect([...new Set(others)].sort()).toEqual(['azure', 'session'])
  })

  // End-to-end tests hold the console against what the cloud has recorded.
  const recordsReader = 'e2e/shared/cloud-records.ts'

  test('nothing of the console names the embedded cloud but its start', () => {
    const naming = files
      .filter((file) => !file.path.startsWith('lib/cloud/'))
      .filter((file) => file.imports.some((name) => name.includes('lib/cloud/')))
      .map((file) => file.path)
      .filter((path) => !isTest(path) && path !== recordsReader)
    expect(naming).toEqual([])
  })

  test('the linter states the same walls', () => {
    const config: { overrides: object[] } = JSON.parse(readFileSync('biome.json', 'utf8'))
    const walls = config.overrides.filter((entry) =>
      JSON.stringify(entry).includes('noRestrictedImports'),
    )
    expect(walls).toEqual(lintOverrides())
  })

  test('each wall says where the code belongs', () => {
    for (const area of AREAS) expect(area.home, area.name).toMatch(/\.$/)
  })
})

describe('features', () => {
  const NOT_VERBS = ['schema', 'actions', 'client', 'jobs', 'internal', 'constants']
  const feature = product.filter((file) => /^lib\/features\/[^/]+\/[^/]+\.ts$/.test(file.path))
  const nameOf = (path: string) => /([^/]+)\.ts$/.exec(path)?.[1] ?? ''
  const isHelper = (path: string) =>
    NOT_VERBS.includes(nameOf(path)) || areaOf(path)?.name === 'features/schema'
  const READS = /^(list|get|download|preview)(-|$)/

  test('a file is a verb, or one of the closed set of names', () => {
    const VERB =
      /^(list|get|create|import|update|delete|recover|purge|restore|download|export|preview|record|merge|cancel)(-[a-z-]+)?$/
    const odd = feature
      .map((file) => file.path)
      .filter((path) => !isHelper(path) && !VERB.test(nameOf(path)))
    expect(odd).toEqual([])
  })

  test('a write verb authorizes and records, or does not happen', () => {
    const careless = feature
      .filter((file) => !isHelper(file.path))
      .filter((file) => !READS.test(nameOf(file.path)) && nameOf(file.path) !== 'record')
      .filter((file) => !/\bauthorize\(/.test(file.text) || !/\brecorded\(/.test(file.text))
      .map((file) => file.path)
    expect(careless).toEqual([])
  })

  test('a read verb authorizes', () => {
    const open = feature
      .filter((file) => READS.test(nameOf(file.path)) && !/\bauthorize\(/.test(file.text))
      .map((file) => file.path)
    expect(open).toEqual([])
  })

  test('first lines say where a module runs', () => {
    const silent = product
      .filter((file) => {
        const area = areaOf(file.path)?.name
        const server = area === 'features' || area === 'azure' || area === 'store'
        if (server) return !file.text.startsWith("import 'server-only'")
        if (area === 'features/actions') return !file.text.startsWith("'use server'")
        return false
      })
      .map((file) => file.path)
    expect(silent).toEqual([])
  })

  test('features and rules read neither the request nor the environment', () => {
    const reading = product
      .filter((file) => /^lib\/(features|domain|azure|store)\//.test(file.path))
      .filter((file) => /next\/headers|process\.env/.test(file.text))
      .map((file) => file.path)
      .filter((path) => !path.endsWith('/actions.ts'))
    expect(reading).toEqual([])
  })

  test('no cycle between features', () => {
    const nounOf = (path: string) => /^lib\/features\/([^/]+)\//.exec(path)?.[1]
    const edges = new Map<string, Set<string>>()
    for (const file of feature) {
      const from = nounOf(file.path)
      if (!from) continue
      const targets = edges.get(from) ?? new Set()
      for (const specifier of file.imports) {
        const to = nounOf(resolveImport(file.path, specifier) ?? '')
        if (to && to !== from) targets.add(to)
      }
      edges.set(from, targets)
    }
    const cycles: string[] = []
    const visit = (noun: string, trail: string[]) => {
      if (trail.includes(noun)) cycles.push([...trail, noun].join(' → '))
      else for (const next of edges.get(noun) ?? []) visit(next, [...trail, noun])
    }
    for (const noun of edges.keys()) visit(noun, [])
    expect(cycles).toEqual([])
  })
})

describe('the repository', () => {
  test('a Caller is minted in one place', () => {
    const minting = product.filter((file) => /\bas Caller\b/.test(file.text))
    expect(minting.map((file) => file.path)).toEqual(['lib/session/caller.ts'])
  })

  test('no escape from the type checker', () => {
    const escaping = files
      .filter((file) => /@ts-(ignore|expect-error|nocheck)/.test(file.text))
      .map((file) => file.path)
      .filter((path) => path !== 'lib/testing/boundaries.test.ts')
    expect(escaping).toEqual([])
  })

  test('end-to-end tests neither fake the network nor sleep nor skip', () => {
    const faking = files
      .filter((file) => file.path.startsWith('e2e/'))
      .filter((file) => /page\.route\(|waitForTimeout\(|\.(skip|only|fixme)\(/.test(file.text))
    expect(faking.map((file) => file.path)).toEqual([])
  })

  test('public has assets only', () => {
    expect(globSync('public/**/*.{js,ts,html,json,map}')).toEqual([])
  })

  test('no source file is longer than 400 lines, no test than 600', () => {
    const long = files
      .filter((file) => file.text.split('\n').length > (isTest(file.path) ? 601 : 401))
      .map((file) => file.path)
    expect(long).toEqual([])
  })

  // Floors below which known advisories apply; `npm audit` needs a network, this does not.
  test.each([
    ['next', '16.3.3'],
    ['react', '19.2.6'],
  ])('%s is at least %s', (name, floor) => {
    const require = createRequire(import.meta.url)
    const { version }: { version: string } = require(`${name}/package.json`)
    expect(version.localeCompare(floor, undefined, { numeric: true })).toBeGreaterThanOrEqual(0)
  })

  test('SQLite is at least 3.51.3', () => {
    const database = new DatabaseSync(':memory:')
    const version = String(database.prepare('select sqlite_version() as v').get()?.v)
    database.close()
    expect(version.localeCompare('3.51.3', undefined, { numeric: true })).toBeGreaterThanOrEqual(0)
  })
})
