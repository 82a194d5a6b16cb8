import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { exitOf, runNode } from './processes.ts'

const SOURCES = ['app/**/*', 'components/**/*', 'lib/**/*', 'public/**/*', '*.{ts,mjs,json}']
// What the pages never contain: changing it must not cost a build.
const NOT_BUILT = /(\.test\.ts|\.md|\.tsbuildinfo|next-env\.d\.ts)$|^lib\/(cloud|testing)\//

/** The folder that Next.js builds into. */
export function buildFolder(): string {
  return process.env.STRONGROOM_BUILD ?? '.next'
}

async function sourcesDigest(): Promise<string> {
  const files: string[] = []
  for (const pattern of SOURCES) {
    for await (const entry of glob(pattern, { withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      const name = path.startsWith(process.cwd()) ? path.slice(process.cwd().length + 1) : path
      if (entry.isFile() && !NOT_BUILT.test(name)) files.push(name)
    }
  }
  const hash = createHash('sha256')
  for (const file of files.sort()) hash.update(`${file}\0`).update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

/** Builds the console when its sources differ from those of the last build. Returns whether it did. */
export async function buildIfChanged(): Promise<boolean> {
  const stamp = join(buildFolder(), 'strongroom-sources')
  const digest = await sourcesDigest()
  const last = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''
  if (last === digest && existsSync(join(buildFolder(), 'BUILD_ID'))) return false
  process.stdout.write('Building the console …\n')
  const code = await exitOf(
    runNode(['node_modules/next/dist/bin/next', 'build'], {
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    }),
  )
  if (code !== 0) throw new Error('The console could not be built; see the lines above.')
  writeFileSync(stamp, digest)
  return true
}
