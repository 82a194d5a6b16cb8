import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, test } from '@playwright/test'
import { endChild, untilHealthy } from '../../lib/runtime/processes.ts'
import { CHROMIUM_ARGS } from './chromium-args.ts'
import { OPS } from './people.ts'

/**
 * The console as it runs for a real tenant: told tenant, application and secret, it knows of no embedded
 * cloud, and the browser itself goes to Microsoft's login. Only the network is ours: a proxy that plays
 * Azure's hosts.
 */
const PORT = Number(process.env.E2E_PORT ?? 3107) + 1
const CLOUD_PORT = Number(process.env.E2E_CLOUD_PORT ?? 7507) + 1
const ORIGIN = `http://localhost:${PORT}`

const data = mkdtempSync(join(tmpdir(), 'strongroom-tenant-'))
const children: ChildProcess[] = []

function start(script: string, env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [script], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PORT: String(PORT), STRONGROOM_DATA: data, LOG_LEVEL: 'warn', ...env },
  })
  children.push(child)
  return child
}

test.beforeAll(async () => {
  const cloud = start('lib/cloud/main.ts', { CLOUD_PORT: String(CLOUD_PORT) })
  await untilHealthy(`http://127.0.0.1:${CLOUD_PORT}/_cloud/health`, cloud, 30_000)
  const credentials: {
    tenantId: string
    applications: { name: string; clientId: string; clientSecret: string }[]
  } = JSON.parse(readFileSync(join(data, 'cloud', 'credentials.json'), 'utf8'))
  const app = credentials.applications.find((entry) => entry.name === 'console')
  const console = start('lib/runtime/start.ts', {
    HOST: '127.0.0.1',
    AZURE_TENANT_ID: credentials.tenantId,
    AZURE_CLIENT_ID: app?.clientId ?? '',
    AZURE_CLIENT_SECRET: app?.clientSecret ?? '',
    HTTPS_PROXY: `http://127.0.0.1:${CLOUD_PORT}`,
    NODE_EXTRA_CA_CERTS: join(data, 'cloud', 'ca.pem'),
  })
  await untilHealthy(`${ORIGIN}/api/health`, console, 60_000)
})

test.afterAll(async () => {
  for (const child of children.reverse()) await endChild(child)
  rmSync(data, { recursive: true, force: true })
})

test('sign-in goes to login.microsoftonline.com, and the console then reads the vaults', async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: CHROMIUM_ARGS,
    proxy: { server: `http://127.0.0.1:${CLOUD_PORT}`, bypass: 'localhost' },
  })
  const context = await browser.newContext({ ignoreHTTPSErrors: true })
  const page = await context.newPage()
  const hosts = new Set<string>()
  page.on('request', (request) => hosts.add(new URL(request.url()).hostname))
  await page.goto(ORIGIN)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: OPS, exact: true }).click()
  await page.waitForURL(`${ORIGIN}/ops`)
  await expect(page.getByText('mqtt-broker').first()).toBeVisible()
  await expect(page.getByText('Embedded cloud')).toHaveCount(0)
  expect([...hosts].sort()).toEqual(['localhost', 'login.microsoftonline.com'])
  await browser.close()
})

test('nothing of the embedded login is mounted', async ({ request }) => {
  const answer = await request.get(`${ORIGIN}/embedded/login/common/discovery/instance`)
  expect(answer.status()).toBe(404)
})
