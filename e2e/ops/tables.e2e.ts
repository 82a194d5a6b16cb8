import type { Page } from '@playwright/test'
import { control } from '../shared/control.ts'
import { expect, OPS, test } from '../shared/people.ts'

const PROD = '/ops/vaults/contoso-prod/certificates'

/** Names in the first column, which opens the object. */
function firstLinks(page: Page) {
  return page.getByRole('table').getByRole('row').getByRole('link')
}

test('search, sort, filter and columns stand in the address and survive a reload', async ({
  pageOf,
}) => {
  const page = await pageOf(OPS)
  await page.goto('/ops/vaults')
  await expect(page.getByRole('link', { name: 'contoso-prod' })).toBeVisible()
  const before = await firstLinks(page).allInnerTexts()
  expect(before).toEqual([...before].sort())

  await page.getByRole('button', { name: 'Name', exact: true }).click()
  await page.getByRole('searchbox').fill('contoso')
  await page.getByRole('button', { name: /^Subscription any/ }).click()
  await page.getByRole('menuitemradio', { name: 'Contoso Development' }).click()
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Region' }).click()
  await page.keyboard.press('Escape')

  const expectAsChosen = async () => {
    await expect(firstLinks(page)).toHaveText(['contoso-iot-lab', 'contoso-dev'])
    await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
      'aria-sort',
      'descending',
    )
    await expect(page.getByRole('columnheader', { name: 'Region' })).toHaveCount(0)
    await expect(page.getByRole('searchbox')).toHaveValue('contoso')
  }
  await expectAsChosen()
  await expect(page).toHaveURL(/q=contoso/)
  await expect(page).toHaveURL(/sort=-name/)
  await expect(page).toHaveURL(/hide=[^&]*region/)
  await expect(page).toHaveURL(/subscription=/)
  await page.reload()
  await expectAsChosen()

  await page.getByRole('button', { name: 'Clear filter Subscription' }).click()
  await page.getByRole('button', { name: 'Clear search' }).click()
  await expect(firstLinks(page)).toHaveCount(before.length)
})

test('the status of certificates can be filtered by a link that a colleague sends', async ({
  pageOf,
}) => {
  const page = await pageOf(OPS)
  await page.goto(`${PROD}?status=expired`)
  await expect(firstLinks(page)).toHaveText(['mqtt-broker'])
  await page.getByRole('searchbox').fill('nothing is called so')
  await expect(page.getByText('Nothing here matches “nothing is called so”.')).toBeVisible()
})

test('by keyboard alone: from sign-in to the page of a certificate', async ({ page }) => {
  /** Tab until the focus is on it, as somebody without a mouse does. */
  const tabTo = async (role: 'button' | 'link' | 'searchbox', name: string | RegExp) => {
    const target = page.getByRole(role, { name }).first()
    await expect(target).toBeVisible()
    for (let steps = 0; steps < 60; steps++) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`Sixty times Tab did not reach ${String(name)}.`)
  }
  await page.goto('/ops/vaults')
  await tabTo('button', 'Sign in')
  await page.keyboard.press('Enter')
  await tabTo('button', OPS)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/ops/vaults')

  // The first stop leads past the navigation.
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await tabTo('link', 'contoso-prod')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**${PROD}`)
  await tabTo('searchbox', /Name, subject/)
  await page.keyboard.type('payments')
  await tabTo('link', 'payments-mtls')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'payments-mtls' })).toBeVisible()
})

test('Ctrl K finds a vault and opens it', async ({ pageOf }) => {
  const page = await pageOf(OPS)
  await page.goto('/ops')
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  await page.keyboard.press('Control+K')
  const menu = page.getByRole('dialog', { name: 'Command menu' })
  await expect(menu.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('petdash')
  await expect(menu.getByRole('option', { name: /petdash-prod/ }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/ops\/vaults\/petdash-prod/)
  await expect(menu).toHaveCount(0)

  await page.keyboard.press('Control+K')
  await expect(menu).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(menu).toHaveCount(0)
})

test('the theme that was chosen holds after a reload and on other pages', async ({ pageOf }) => {
  const page = await pageOf(OPS)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/ops/vaults')
  await expect(page.getByRole('searchbox')).toBeVisible()
  const ground = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const light = await ground()
  const choose = async (name: string) => {
    await page.getByRole('button', { name: /^Account/ }).click()
    await page.getByRole('menuitemradio', { name }).click()
  }
  await choose('Dark')
  await expect.poll(ground).not.toBe(light)
  const dark = await ground()
  await page.reload()
  expect(await ground()).toBe(dark)
  await page.goto('/ops/deleted')
  expect(await ground()).toBe(dark)
  await choose('As the system')
  await expect.poll(ground).toBe(light)
})

test('several certificates are deleted at once, with the result of each', async ({ pageOf }) => {
  const page = await pageOf(OPS)
  const vault = '/ops/vaults/contoso-iot-lab/certificates'
  for (const name of ['bulk-one', 'bulk-two', 'bulk-three']) {
    await page.goto(`${vault}/new`)
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
    await page.getByRole('textbox', { name: 'Subject' }).fill(`CN=${name}.contoso.com`)
    await page.getByRole('button', { name: 'Create certificate' }).click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await expect(page.getByRole('main').getByText('Healthy').first()).toBeVisible()
  }
  await page.goto(`${vault}?q=bulk-`)
  await page.getByRole('checkbox', { name: 'Select all rows' }).check()
  const bar = page.getByRole('region', { name: 'Selected rows' })
  await expect(bar).toContainText('3 selected')
  await bar.getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete 3 certificates' })

  // One of them cannot be deleted: exactly that one is refused by the vault, and exactly that one is left.
  await control('POST', '/faults', {
    host: 'contoso-iot-lab.vault.azure.net',
    path: '/certificates/bulk-two',
    status: 500,
    count: 1,
  })
  await dialog.getByRole('textbox').fill('delete 3')
  await dialog.getByRole('button', { name: 'Delete 3 certificates' }).click()
  const rest = page.getByRole('dialog')
  await expect(rest.getByRole('listitem').filter({ hasText: 'bulk-two' })).toContainText(
    'Not deleted',
  )
  for (const name of ['bulk-one', 'bulk-three']) {
    await expect(rest.getByRole('listitem').filter({ hasText: name })).toContainText('Deleted')
  }
  await expect(rest.getByRole('alert')).toContainText(/an error of its own/)

  await rest.getByRole('button', { name: 'Delete the 1 left' }).click()
  await expect(rest).toHaveCount(0)
  await expect(
    page.getByRole('status').filter({ hasText: /3 certificates deleted in contoso-iot-lab/ }),
  ).toBeVisible()
  await expect(page.getByRole('link', { name: /^bulk-/ })).toHaveCount(0)
})
