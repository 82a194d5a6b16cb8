// Runs on whatever Node.js installed npm, before anything is installed: installs the locked
// packages when they are missing or changed, then hands over to the pinned Node.js among them.
// Usage: node lib/runtime/bootstrap.mjs SCRIPT [ARGUMENTS…]
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

process.chdir(fileURLToPath(new URL('../..', import.meta.url)))

const STAMP = 'node_modules/.strongroom-install'
const NODE = 'node_modules/node/bin/node'

const lock = createHash('sha256')
  .update(readFileSync('package.json'))
  .update(readFileSync('package-lock.json'))
  .digest('hex')
const installed = existsSync(STAMP) && existsSync(NODE) && readFileSync(STAMP, 'utf8') === lock

if (!installed) {
  // Not `npm ci`: it refuses a lock without the optional packages of other platforms, which not every
  // registry carries, and it empties node_modules, which a running copy would not survive.
  // On standard error: the output of the script is for whoever reads it.
  process.stderr.write('Installing packages (npm install) …\n')
  const result = spawnSync(
    'npm',
    // Without saving: each npm spells the lock in its own way, and a clone is to stay as it was.
    ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    { stdio: ['ignore', process.stderr, 'inherit'] },
  )
  if (result.status !== 0) {
    process.stderr.write('The packages could not be installed; see the lines above.\n')
    process.exit(result.status ?? 1)
  }
  writeFileSync(STAMP, lock)
}

const [script, ...args] = process.argv.slice(2)
const child = spawn(NODE, [script, ...args], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal))
}
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
