import type { Page } from '@playwright/test'
import { signInOverHttp, signOutOverHttp } from '../http-session.ts'
import { AUDITOR, DEV, expect, OPS, OWNER, test } from '../people.ts'
import { pageAddresses, sampleVersion } from './addresses.ts'

let version = ''

test.beforeAll(async () => {
  const session = await signInOverHttp('ops2@contoso.example')
  version = await sampleVersion(session)
  await signOutOverHttp(session)
})

/** Collects what the browser refuses by policy, and what it calls an error. */
async function watch(page: Page): Promise<{ refused: string[]; errors: string[] }> {
  const seen = { refused: [] as string[], errors: [] as string[] }
  await page.exposeFunction('strongroomRefused', (what: string) => seen.refused.push(what))
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const told = `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`
      Reflect.get(globalThis, 'strongroomRefused')(told)
    })
  })
  page.on('console', (message) => {
    if (message.type() === 'error') seen.errors.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => seen.errors.push(`${page.url()}: ${error.message}`))
  return seen
}

const policyWords =
  /Content Security Policy|Content-Security-Policy|Refused to|violates the following/i

for (const person of [OPS, DEV, AUDITOR, OWNER]) {
  test(`a walk of ${person} over all pages meets no violation of the policy`, async ({
    pageOf,
  }) => {
    const page = await pageOf(person)
    test.setTimeout(180_000)
    const seen = await watch(page)
    for (const address of pageAddresses(version)) {
      await page.goto(address)
      await page.waitForLoadState('networkidle')
    }
    expect(seen.refused).toEqual([])
    expect(seen.errors.filter((text) => policyWords.test(text))).toEqual([])
  })
}

test('a walk without a session, through sign-in and back, meets no violation', async ({ page }) => {
  const seen = await watch(page)
  await page.goto('/ops/vaults')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: OPS }).click()
  await page.waitForURL('**/ops/vaults')
  await page.waitForLoadState('networkidle')
  expect(seen.refused).toEqual([])
  expect(seen.errors.filter((text) => policyWords.test(text))).toEqual([])
})

test('the policy is in force: a script without the nonce does not run, and is told', async ({
  page,
}) => {
  const seen = await watch(page)
  await page.goto('/sign-in')
  await page.evaluate(() => {
    const script = document.createElement('div')
    script.innerHTML = '<img src="data:," onerror="document.title = \'run\'">'
    document.body.append(script)
  })
  await expect.poll(() => seen.refused.length).toBeGreaterThan(0)
  expect(await page.title()).not.toBe('run')
})

test('what a signed-in page keeps in the browser opens no vault', async ({ pageOf }) => {
  const page = await pageOf(OPS)
  await page.goto('/ops/vaults')
  await page.waitForLoadState('networkidle')
  const kept = await page.evaluate(() =>
    JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]),
  )
  const [cookie] = await page.context().cookies()
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' })
  expect(kept).not.toContain(cookie?.value ?? 'no cookie')
  for (const token of kept.match(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g) ?? []) {
    const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()
    expect(claims).not.toMatch(/vault\.azure\.net|management\.azure\.com/)
  }
})
