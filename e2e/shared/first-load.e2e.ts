import { firstLoadBudget, firstLoadKb } from '../bench/pages.ts'
import { AUDITOR, DEV, expect, OPS, test } from './people.ts'

const vault = '/ops/vaults/contoso-prod'

test('sign-in stays inside its first-load budget', async ({ context, baseURL }) => {
  expect(await firstLoadKb(context, `${baseURL}/sign-in`)).toBeLessThanOrEqual(
    firstLoadBudget.signIn,
  )
})

test('every page stays inside the first-load budget', async ({ pageOf, baseURL }) => {
  test.slow()
  const page = await pageOf(OPS)
  await page.goto(`${vault}/certificates`)
  const certificate = page.getByRole('row').getByRole('link').first()
  const name = await certificate.getAttribute('href')
  await page.goto(String(name))
  const version = page.locator(`a[href^="${name}/"]`).first()
  await expect(version).toBeVisible()

  const paths = [
    '/ops',
    '/ops/vaults',
    '/ops/vaults/new',
    '/ops/vaults/deleted',
    '/ops/certificates',
    '/ops/deleted',
    '/ops/pending',
    '/ops/mails',
    '/ops/access',
    `${vault}/certificates`,
    `${vault}/certificates/new`,
    `${vault}/certificates/import`,
    `${vault}/certificates/partner-edi/merge`,
    `${vault}/deleted`,
    `${vault}/settings`,
    `${vault}/access`,
    `${vault}/access/effective`,
    `${vault}/access/migrate`,
    `${vault}/checks`,
    `${vault}/roles`,
    `${vault}/network`,
    `${vault}/issuers`,
    `${vault}/issuers/new`,
    `${vault}/issuers/DigiCert`,
    `${vault}/issuers/profiles/d-trust`,
    String(name),
    `${name}/compare`,
    `${name}/policy`,
    String(await version.getAttribute('href')),
    '/ops/there-is-nothing-here',
  ]
  const sizes: Record<string, number> = {}
  for (const path of paths) sizes[path] = await firstLoadKb(page.context(), `${baseURL}${path}`)
  for (const [person, path] of [
    [DEV, '/dev'],
    [AUDITOR, '/audit'],
  ] as const) {
    sizes[path] = await firstLoadKb((await pageOf(person)).context(), `${baseURL}${path}`)
  }
  const tooLarge = Object.entries(sizes).filter(([, kb]) => kb > firstLoadBudget.other)
  expect(tooLarge, JSON.stringify(sizes)).toEqual([])
})
