import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { putAccount } from './http-session.ts'
import { AUDITOR, DEV, expect, OPS, OWNER, signIn, test } from './people.ts'

// Contrast is measured on the colours of the moment: nothing may be half-way to another one.
// The message of a violation tells all, and recording so many pages takes longer than the tests.
test.use({ contextOptions: { reducedMotion: 'reduce' }, trace: 'off' })

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const phone = { width: 390, height: 844 }
const desk = { width: 1280, height: 800 }

/** What axe finds, one line each: rule, element, reason. */
async function violations(page: Page, rules: 'all' | 'contrast' = 'all'): Promise<string[]> {
  // In one go: there are no frames of other origins, and the other way opens a page for each answer.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const chosen = rules === 'all' ? axe.withTags(tags) : axe.withRules(['color-contrast'])
  const { violations: found } = await chosen.analyze()
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
  )
}

/** Light, dark, and on a phone: no violation, and no sideways scrolling of the page. */
async function expectAccessible(page: Page, name: string): Promise<void> {
  // A tooltip under the pointer of the last click is no part of the page.
  await page.mouse.move(0, 0)
  await expect(page.getByRole('tooltip')).toBeHidden()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await test.step(`${name}, ${colorScheme}`, async () => {
      // The same elements in other colours.
      const rules = colorScheme === 'dark' ? 'contrast' : 'all'
      expect.soft(await violations(page, rules), `${name}, ${colorScheme}`).toEqual([])
    })
  }
  await page.setViewportSize(phone)
  await test.step(`${name}, 390 px`, async () => {
    expect.soft(await violations(page), `${name}, 390 px`).toEqual([])
    const [content, window] = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return [scrollWidth, clientWidth] as const
    })
    expect.soft(content, `${name}, width of the content at 390 px`).toBeLessThanOrEqual(window)
  })
  await page.setViewportSize(desk)
}

async function expectRead(page: Page, sign: Locator): Promise<void> {
  await expect(sign.first()).toBeVisible()
  await page.waitForLoadState('networkidle')
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
}

const prod = '/ops/vaults/contoso-prod'
const heading = (name: string) => (page: Page) => page.getByRole('heading', { level: 1, name })
const text = (words: string | RegExp) => (page: Page) => page.getByRole('main').getByText(words)

const pages: readonly [name: string, path: string, sign: (page: Page) => Locator][] = [
  ['overview', '/ops', (page) => page.getByRole('heading', { name: 'At a glance' })],
  ['vaults', '/ops/vaults', (page) => page.getByRole('link', { name: 'contoso-prod' })],
  [
    'certificates of a vault',
    `${prod}/certificates`,
    (page) => page.getByRole('link', { name: 'payments-mtls' }),
  ],
  ['deleted of a vault', `${prod}/deleted`, text('legacy-crm')],
  ['issuers of a vault', `${prod}/issuers`, text('pki@contoso.example')],
  ['issuer', `${prod}/issuers/GlobalSign`, text(/did not accept the account/)],
  ['missing issuer', `${prod}/issuers/no-such-issuer`, heading('no-such-issuer')],
  [
    'new issuer',
    `${prod}/issuers/new`,
    (page) => page.getByRole('button', { name: 'Connect DigiCert' }),
  ],
  ['profile of a CA', `${prod}/issuers/profiles/lets-encrypt`, heading('Let’s Encrypt')],
  [
    'network of a vault',
    `${prod}/network`,
    (page) => page.getByRole('button', { name: 'Save network' }),
  ],
  [
    'settings of a vault',
    `${prod}/settings`,
    (page) => page.getByRole('switch', { name: 'Purge protection' }),
  ],
  [
    'checks of a vault',
    `${prod}/checks`,
    (page) => page.getByRole('list', { name: 'Needs a look' }),
  ],
  [
    'access policies',
    `${prod}/access`,
    (page) => page.getByRole('list', { name: 'Access policies' }),
  ],
  [
    'switch of the permission model',
    `${prod}/access/migrate`,
    (page) => page.getByRole('heading', { name: 'Who loses and gains what' }),
  ],
  [
    'roles',
    '/ops/vaults/contoso-shared/roles',
    (page) => page.getByRole('heading', { name: 'From above' }),
  ],
  [
    'effective access',
    `${prod}/access/effective?certificate=www`,
    (page) => page.getByRole('heading', { name: 'Who can let themselves in' }),
  ],
  [
    'create',
    `${prod}/certificates/new`,
    (page) => page.getByRole('button', { name: 'Create certificate' }),
  ],
  ['order', `${prod}/certificates/new?way=ca`, (page) => page.getByLabel('Product')],
  ['import', `${prod}/certificates/import`, (page) => page.getByLabel('Certificate file')],
  ['certificate to be renewed', `${prod}/certificates/www`, text('Renewal due')],
  ['expiring certificate', `${prod}/certificates/payments-mtls`, text(/expires/i)],
  ['pending certificate', `${prod}/certificates/partner-edi`, heading('partner-edi')],
  ['merge', `${prod}/certificates/partner-edi/merge`, (page) => page.getByLabel('Files')],
  ['failed certificate', `${prod}/certificates/vpn-gateway`, heading('vpn-gateway')],
  ['expired certificate', `${prod}/certificates/mqtt-broker`, text(/expired/i)],
  [
    'policy',
    `${prod}/certificates/www/policy?edit`,
    (page) => page.getByRole('button', { name: 'Save policy' }),
  ],
  ['comparison', `${prod}/certificates/www/compare`, heading('Versions of www')],
  ['missing certificate', `${prod}/certificates/no-such-certificate`, heading('no-such')],
  ['missing vault', '/ops/vaults/no-such-vault/certificates', text(/no vault named/)],
  [
    'certificates of all vaults',
    '/ops/certificates',
    (page) => page.getByRole('checkbox', { name: 'Select www-dev in contoso-dev' }),
  ],
  ['access', '/ops/access', text('Nobody is chosen yet')],
  ['mails', '/ops/mails', heading('Mails')],
  ['deleted vaults', '/ops/vaults/deleted', text('No vault is deleted')],
  ['new vault', '/ops/vaults/new', (page) => page.getByRole('button', { name: 'Create vault' })],
  ['deleted of all vaults', '/ops/deleted', text('legacy-crm')],
  ['pending of all vaults', '/ops/pending', text('partner-edi')],
]

test.describe.configure({ timeout: 120_000, mode: 'parallel' })

test('the way in: sign-in, the account page, nothing at an address, signed out', async ({
  page,
}) => {
  await page.goto('/sign-in')
  await expectRead(page, page.getByRole('button', { name: 'Sign in', exact: true }))
  await expectAccessible(page, 'sign-in')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expectRead(page, page.getByRole('button', { name: OPS }))
  await expectAccessible(page, 'account page')
  await page.goto('/sign-in?reason=expired')
  await expectRead(page, page.getByRole('heading', { name: 'Your session has ended' }))
  await expectAccessible(page, 'session ended')
  await page.goto('/nowhere')
  await expectRead(page, page.getByText('nothing at this address'))
  await expectAccessible(page, '404')
})

/** One page of a worker shows them all: each would fetch and compile the same scripts again. */
let shared: Page | undefined

test.afterAll(async () => {
  await shared?.context().close()
  shared = undefined
})

for (const [name, path, sign] of pages) {
  test(`${name}`, async ({ browser, stateOf, baseURL }) => {
    shared ??= await (
      await browser.newContext({
        storageState: await stateOf(browser, OPS),
        reducedMotion: 'reduce',
        ...(baseURL === undefined ? {} : { baseURL }),
      })
    ).newPage()
    const page = shared
    await page.goto(path)
    await expectRead(page, sign(page))
    await expectAccessible(page, name)
  })
}

test('a version', async ({ pageOf }) => {
  const page = await pageOf(OPS)
  await page.goto(`${prod}/certificates/api-gateway`)
  const versions = page.getByRole('list', { name: 'Versions, newest first' })
  await versions
    .getByRole('link', { name: /^Version/ })
    .first()
    .click()
  await expectRead(page, page.getByRole('form', { name: 'Settings' }))
  await expectAccessible(page, 'version')
})

for (const [who, home] of [
  [DEV, '/dev'],
  [AUDITOR, '/audit'],
] as const) {
  test(`the home of ${who}, and what is refused`, async ({ pageOf }) => {
    const page = await pageOf(who)
    await page.goto(home)
    await expectRead(page, page.getByText('contoso-dev', { exact: true }))
    await expectAccessible(page, home)
    await page.goto('/ops')
    await expectRead(page, page.getByRole('link', { name: /^Open/ }))
    await expectAccessible(page, '403')
  })
}

test('what somebody without a role sees', async ({ page }) => {
  await signIn(page, await putAccount('no-role-axe@contoso.example', []))
  await expectRead(page, page.getByText('You have no role in Strongroom yet'))
  await expectAccessible(page, 'no role')
})

test('what opens above a page: menus, dialogs, the command menu', async ({ pageOf }) => {
  const page = await pageOf(OWNER)
  await page.goto(`${prod}/certificates/www`)
  await expectRead(page, page.getByRole('button', { name: 'Download' }))
  await page.getByRole('button', { name: 'Download' }).click()
  await expect(page.getByRole('menuitem', { name: /^PFX/ })).toBeVisible()
  expect.soft(await violations(page), 'menu of downloads').toEqual([])
  await page.getByRole('menuitem', { name: /^PFX/ }).click()
  await expect(page.getByLabel('Reason')).toBeVisible()
  await expectAccessible(page, 'dialog of the export')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Delete www' }).click()
  await expect(page.getByRole('dialog', { name: 'Delete www' })).toBeVisible()
  await expectAccessible(page, 'dialog of the deletion')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.keyboard.press('Control+K')
  await page.getByRole('combobox').fill('contoso')
  await expect(page.getByRole('option', { name: /contoso-prod/ }).first()).toBeVisible()
  await expectAccessible(page, 'command menu')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: /^View/ }).click()
  await expect(page.getByRole('menuitem', { name: /Audit/ })).toBeVisible()
  expect.soft(await violations(page), 'menu of views').toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Account/ }).click()
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible()
  expect.soft(await violations(page), 'menu of the account').toEqual([])
})

test('forms with messages at their fields, and a page that failed', async ({ pageOf }) => {
  const page = await pageOf(OPS)
  await page.goto(`${prod}/certificates/new`)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('my site')
  await page.getByRole('textbox', { name: 'Subject' }).fill('CN=a, O=Contoso, Inc.')
  await page.getByRole('button', { name: 'Create certificate' }).click()
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveAttribute(
    'aria-invalid',
    'true',
  )
  await expectAccessible(page, 'create with messages')
})
