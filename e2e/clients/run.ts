import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { requireOpenssl } from '../../lib/runtime/tools.ts'
import { runAz } from './az.ts'
import { startOwnCloud } from './own-cloud.ts'
import { runShownCode } from './shown-code.ts'

/*
 * Programs of other people against the embedded cloud: Debian's Azure CLI and Azure SDK for Python. Not part
 * of `npm test`, because their packages are large: `npm run e2e:clients` installs them where it may.
 */

let passed = 0
let failed = 0

function step(what: string, work: () => void): void {
  const began = performance.now()
  try {
    work()
    passed += 1
    process.stdout.write(`  ✓ ${what} (${Math.round(performance.now() - began)} ms)\n`)
  } catch (error) {
    failed += 1
    process.stdout.write(`  ✗ ${what}\n${error instanceof Error ? error.message : error}\n`)
  }
}

function requirePackages(): void {
  const needed = ['/usr/bin/az', '/usr/bin/jq', '/usr/lib/python3/dist-packages/azure/keyvault']
  const found = needed.every((path) => existsSync(path))
  if (found || !existsSync('/etc/debian_version') || process.getuid?.() !== 0) return
  process.stdout.write('Installing azure-cli, python3-azure and jq (apt-get) …\n')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env })
  spawnSync(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', 'azure-cli', 'python3-azure', 'jq'],
    { stdio: ['ignore', 'ignore', 'inherit'], env },
  )
}

requirePackages()
requireOpenssl()
const cloud = await startOwnCloud(Number(process.env.CLOUD_PORT ?? 7643))
try {
  process.stdout.write('Azure CLI\n')
  runAz(cloud, step)
  process.stdout.write('Azure CLI, the lines that the console shows\n')
  runShownCode(cloud, step)
  process.stdout.write('Azure SDK for Python\n')
  step('create, import, merge, download a certificate', () => {
    const done = spawnSync('/usr/bin/python3', ['e2e/clients/certificates.py'], {
      encoding: 'utf8',
      env: {
        ...cloud.env,
        AZURE_TENANT_ID: cloud.tenantId,
        AZURE_CLIENT_ID: cloud.application.clientId,
        AZURE_CLIENT_SECRET: cloud.application.clientSecret,
      },
    })
    if (done.status !== 0) throw new Error(`${done.stdout}${done.stderr}`)
  })
} finally {
  await cloud.end()
}
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1
