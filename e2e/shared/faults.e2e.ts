import type { Locator, Page } from '@playwright/test'
import { type Fault, withFault } from './control.ts'
import { exportPfx, makeChain } from './openssl.ts'
import { expect, patienceMs, test } from './own-product.ts'
import { OPS } from './people.ts'

const HOST = 'contoso-dev.vault.azure.net'
const VAULT = '/ops/vaults/contoso-dev/certificates'

/** What the services do, and the words by which a person knows which of it. */
const faults: readonly [name: string, fault: Pick<Fault, 'status' | 'delayMs'>, cause: RegExp][] = [
  ['429', { status: 429 }, /too many requests/i],
  // 500 takes the same way through the product: see the table of errors in the gateway's tests.
  ['503', { status: 503 }, /an error of its own/i],
  // Beyond what the gateway gives one try.
  ['no answer in time', { delayMs: patienceMs + 2_000 }, /slow to answer/i],
]

interface ReadCase {
  readonly path: string
  /** What stands on the page when all is well, and not while the service fails. */
  readonly content: (page: Page) => Locator
}

async function readsOf(page: Page): Promise<ReadCase[]> {
  await page.goto(`${VAULT}/www-dev`)
  const link = page
    .getByRole('list', { name: 'Versions, newest first' })
    .getByRole('link', { name: /^Version/ })
    .first()
  const version = (await link.getAttribute('href')) ?? ''
  return [
    { path: VAULT, content: (at) => at.getByRole('link', { name: 'www-dev', exact: true }) },
    {
      path: `${VAULT}/www-dev`,
      content: (at) => at.getByRole('main').getByText('CN=www.dev.contoso.example').first(),
    },
    { path: version, content: (at) => at.getByRole('form', { name: 'Settings' }) },
    {
      path: '/ops/vaults/contoso-dev/deleted',
      content: (at) => at.getByRole('rowheader', { name: 'grpc-spike' }),
    },
  ]
}

/** The page was not loaded again by anybody: what this function marked is still there. */
async function mark(page: Page): Promise<() => Promise<void>> {
  const before = await page.evaluate(() => performance.timeOrigin)
  return async () => expect(await page.evaluate(() => performance.timeOrigin)).toBe(before)
}

async function expectTold(page: Page, cause: RegExp): Promise<void> {
  const told = page.getByRole('main').getByRole('alert').filter({ hasText: cause }).first()
  await expect(told).toBeVisible({ timeout: 45_000 })
  // Cause, and what to do now.
  await expect(told).toContainText(/Wait a moment|Check|Look at|Send it again/)
}

test.describe.configure({ timeout: 180_000, mode: 'parallel' })

for (const [name, fault, cause] of faults) {
  test(`reads of a vault meet ${name}: told on each page, which recovers by itself`, async ({
    pageOf,
  }) => {
    const first = await pageOf(OPS)
    const cases = await readsOf(first)
    const pages = await Promise.all(cases.map(() => pageOf(OPS)))
    const overview = first
    const marks = await withFault({ host: HOST, path: '/', ...fault }, async () => {
      await overview.goto('/ops')
      await Promise.all(cases.map(({ path }, at) => pages[at]?.goto(path)))
      await Promise.all(
        cases.map(async ({ content }, at) => {
          const page = pages[at]
          if (!page) throw new Error('Each case has its page.')
          await expectTold(page, cause)
          await expect(content(page)).toHaveCount(0)
        }),
      )
      // The overview is partial: it names the vault that is missing and shows the others.
      const main = overview.getByRole('main')
      await expect(main.getByText('1 vault could not be read')).toBeVisible({ timeout: 45_000 })
      await expect(main.getByRole('listitem').filter({ hasText: /^contoso-dev:/ })).toBeVisible()
      await expect(main.getByRole('link', { name: 'mqtt-broker', exact: true })).toBeVisible()
      return Promise.all([overview, ...pages].map(mark))
    })
    const timeout = 60_000
    for (const [at, { content }] of cases.entries()) {
      const page = pages[at]
      if (page) await expect(content(page)).toBeVisible({ timeout })
    }
    await expect(overview.getByText('1 vault could not be read')).toHaveCount(0, { timeout })
    for (const unchanged of marks) await unchanged()
  })

  test(`Azure Resource Manager meets ${name}: told, and Retry brings the vaults`, async ({
    pageOf,
  }) => {
    const addresses = ['/ops', '/ops/vaults', '/ops/vaults/contoso-dev/settings'] as const
    const signs = [/mqtt-broker/, /contoso-prod/, /rg-platform-dev/] as const
    const pages = await Promise.all(addresses.map(() => pageOf(OPS)))
    const marks = await withFault(
      { host: 'management.azure.com', path: '/', ...fault },
      async () => {
        await Promise.all(addresses.map((path, at) => pages[at]?.goto(path)))
        await Promise.all(pages.map((page) => expectTold(page, cause)))
        return Promise.all(pages.map(mark))
      },
    )
    for (const [at, page] of pages.entries()) {
      const retry = page.getByRole('button', { name: 'Retry', exact: true }).first()
      const content = page
        .getByRole('main')
        .getByText(signs[at] ?? '')
        .first()
      // It may have recovered by itself before the button could be pressed.
      await expect(retry.or(content).first()).toBeVisible()
      if (await retry.isVisible()) await retry.click({ timeout: 5_000 }).catch(() => undefined)
      await expect(content).toBeVisible({ timeout: 60_000 })
    }
    for (const unchanged of marks) await unchanged()
  })

  test(`writes meet ${name}: told, what was typed is kept, and sent again it works`, async ({
    pageOf,
  }) => {
    const page = await pageOf(OPS)
    const made = `made-${name.replaceAll(' ', '-')}`
    const nameField = page.getByRole('textbox', { name: 'Name', exact: true })
    const at = (path: string): Fault => ({ host: HOST, path: `/certificates/${path}`, ...fault })

    await page.goto(`${VAULT}/new`)
    await nameField.fill(made)
    await page.getByRole('textbox', { name: 'Subject' }).fill(`CN=${made}.contoso.com`)
    const create = page.getByRole('button', { name: 'Create certificate' })
    await withFault(at(`${made}/create`), async () => {
      await create.click()
      await expectTold(page, cause)
    })
    await expect(nameField).toHaveValue(made)
    await expect(page.getByRole('textbox', { name: 'Subject' })).toHaveValue(
      `CN=${made}.contoso.com`,
    )
    await create.click()
    await expect(page.getByRole('heading', { level: 1, name: made })).toBeVisible()
    await expect(page.getByRole('main').getByText('Healthy').first()).toBeVisible()

    await page
      .getByRole('list', { name: 'Versions, newest first' })
      .getByRole('link', { name: /^Version/ })
      .first()
      .click()
    const settings = page.getByRole('form', { name: 'Settings' })
    await settings.getByRole('radio', { name: 'No' }).check({ force: true })
    await withFault(at(made), async () => {
      await settings.getByRole('button', { name: 'Save' }).click()
      await expectTold(page, cause)
    })
    await expect(settings.getByRole('list', { name: 'Changes' })).toContainText('Yes → No')
    await settings.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Settings saved')).toBeVisible()

    await page.goto(`${VAULT}/${made}`)
    await page.getByRole('button', { name: `Delete ${made}` }).click()
    const dialog = page.getByRole('dialog', { name: `Delete ${made}` })
    await dialog.getByRole('textbox').fill(made)
    await withFault(at(made), async () => {
      await dialog.getByRole('button', { name: 'Delete certificate' }).click()
      await expect(dialog.getByRole('alert').filter({ hasText: cause })).toBeVisible({
        timeout: 45_000,
      })
    })
    await expect(dialog.getByRole('textbox')).toHaveValue(made)
    await dialog.getByRole('button', { name: 'Delete certificate' }).click()
    await expect(page).toHaveURL(new RegExp(`${VAULT}$`))
  })

  test(`an import meets ${name}: told, the file stays chosen, and sent again it works`, async ({
    pageOf,
  }) => {
    const page = await pageOf(OPS)
    const imported = `imported-${name.replaceAll(' ', '-')}`
    const password = 'correct horse'
    await page.goto(`${VAULT}/import`)
    await page
      .getByLabel('Certificate file')
      .setInputFiles(exportPfx(makeChain(`${imported}.fabrikam.example`), password))
    await page.getByLabel('Password of the file').fill(password)
    await page.getByRole('button', { name: 'Open file' }).click()
    const chain = page.getByRole('list', { name: 'Chain, leaf first' }).getByRole('listitem')
    await expect(chain).toHaveCount(3)
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(imported)
    const send = page.getByRole('button', { name: 'Import certificate' })
    await withFault(
      { host: HOST, path: `/certificates/${imported}/import`, ...fault },
      async () => {
        await send.click()
        await expectTold(page, cause)
      },
    )
    await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue(imported)
    await expect(chain).toHaveCount(3)
    await send.click()
    await expect(page.getByRole('heading', { level: 1, name: imported })).toBeVisible()
  })
}
