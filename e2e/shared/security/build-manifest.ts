import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { join } from 'node:path'

/** The folder of the build under test. */
export function buildFolder(): string {
  return process.env.STRONGROOM_BUILD ?? '.next'
}

function readJson<T>(name: string): T {
  const value: T = JSON.parse(readFileSync(join(buildFolder(), name), 'utf8'))
  return value
}

interface ServerReference {
  exportedName?: string
  /** By the source of each page that can run it, such as `app/(console)/ops/page`. */
  workers?: Record<string, unknown>
  filename?: string
}

interface ServerReferenceManifest {
  node: Record<string, ServerReference>
  edge: Record<string, ServerReference>
}

/** Every server action of the build: its id and the name under which the code exports it. */
export function builtActions(): { id: string; name: string; pages: string[] }[] {
  const { node, edge } = readJson<ServerReferenceManifest>('server/server-reference-manifest.json')
  const paths = readJson<Record<string, string>>('app-path-routes-manifest.json')
  return Object.entries({ ...node, ...edge }).map(([id, { exportedName, workers = {} }]) => {
    if (!exportedName) throw new Error(`The build does not name the action ${id}.`)
    const pages = Object.keys(workers).flatMap((source) => paths[source.replace(/^app/, '')] ?? [])
    return { id, name: exportedName, pages }
  })
}

/** An action of the build, or an error: a test that calls nothing must not pass. */
export function builtAction(name: string): { id: string; pages: string[] } {
  const found = builtActions().find((action) => action.name === name)
  if (!found) throw new Error(`The build has no action ${name}.`)
  return found
}

/** Paths of every page and every route handler of the build, as the router knows them. */
export function builtPaths(): { pages: string[]; routes: string[] } {
  const manifest = readJson<Record<string, string>>('app-path-routes-manifest.json')
  const entries = Object.entries(manifest)
  const of = (ending: string) =>
    entries.filter(([source]) => source.endsWith(ending)).map(([, path]) => path)
  // Next.js adds an error page of its own, which is never routed to.
  return { pages: of('/page').filter((path) => path !== '/_global-error'), routes: of('/route') }
}

/** Addresses of every file that the build serves as it is. */
export async function staticFiles(): Promise<string[]> {
  const folder = join(buildFolder(), 'static')
  const files: string[] = []
  for await (const entry of glob('**/*', { cwd: folder, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    files.push(`/_next/static${path.slice(path.indexOf(folder) + folder.length)}`)
  }
  return files.sort()
}
