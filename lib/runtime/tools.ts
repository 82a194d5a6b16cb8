import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** The first of these programs on the path. */
function find(names: readonly string[]): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name)
      if (existsSync(path)) return path
    }
  }
  return null
}

/** Finds a program, or installs Debian's package where that is the system and we may. */
function findOrInstall(names: readonly string[], debianPackage: string): string | null {
  const found = find(names)
  if (found || !existsSync('/etc/debian_version') || process.getuid?.() !== 0) return found
  process.stdout.write(`Installing ${debianPackage} (apt-get) …\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env })
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', debianPackage], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  })
  return find(names)
}

/** Where Chromium is: `CHROMIUM_PATH`, else on the path. Throws a sentence that says what to do. */
export function requireChromium(): string {
  const path = process.env.CHROMIUM_PATH || findOrInstall(CHROMIUM, 'chromium')
  if (!path) {
    throw new Error('Chromium was not found. Install it, or set CHROMIUM_PATH to its binary.')
  }
  return path
}

/** The tests have certificates made and checked by somebody else's program. */
export function requireOpenssl(): void {
  if (!findOrInstall(['openssl'], 'openssl')) {
    throw new Error('openssl was not found. Install it: the tests check certificates with it.')
  }
}
