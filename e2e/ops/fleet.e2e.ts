import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { control } from '../shared/control.ts'
import { expect, patienceMs, test } from '../shared/own-product.ts'
import { OPS } from '../shared/people.ts'

const FLEET = '/ops/certificates'

test.describe.configure({ timeout: 120_000 })

function rowOf(page: Page, name: string, vault: string) {
  return page
    .getByRole('row')
    .filter({ has: page.getByRole('checkbox', { name: `Select ${name} in ${vault}` }) })
}

async function open(page: Page, query = '') {
  await page.goto(`${FLEET}${query}`)
  await expect(page.getByRole('status').filter({ hasText: /\d certificates?$/ })).toBeVisible()
}

test('one table of all vaults: found by DNS name and serial number, kept as a view by name', async ({
  pageOf,
}) => {
  const page = await pageOf(OPS)
  await page.goto('/ops/vaults')
  await page.getByRole('navigation').getByRole('link', { name: 'Certificates' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Certificates' })).toBeVisible()
  // Two of one name, in two vaults.
  for (const vault of ['contoso-prod', 'petdash-prod']) {
    await expect(rowOf(page, 'www', vault)).toContainText('CN=www.')
  }
  // What the list alone does not know: the order of a certificate that was never issued.
  await expect(page.getByText('Waits for you').first()).toBeVisible()

  // A name of the certificate that is neither its own name nor its subject: details of all are read.
  const search = page.getByRole('searchbox')
  await search.fill('checkout.contoso.example')
  await expect(page.getByRole('row').getByRole('link', { name: 'shop' })).toBeVisible()
  await expect(
    page.getByRole('status').filter({ hasText: /^1 of \d+ certificates$/ }),
  ).toBeVisible()

  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Serial number' }).click()
  await page.keyboard.press('Escape')
  const serial = await page
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name: 'shop' }) })
    .locator('code[data-tip]')
    .getAttribute('data-tip')
  // As other programs write it, and so as it is pasted.
  await search.fill(String(serial).replaceAll(/(..)(?=.)/g, '$1:'))
  await expect(page.getByRole('row').getByRole('link', { name: 'shop' })).toBeVisible()
  await expect(
    page.getByRole('status').filter({ hasText: /^1 of \d+ certificates$/ }),
  ).toBeVisible()

  // Filters stand in the address, and the whole view can be kept by name.
  await search.fill('')
  await page.getByRole('button', { name: /^Vault any/ }).click()
  await page.getByRole('combobox', { name: 'Find: Vault' }).fill('petdash')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^Tag any/ }).click()
  await page.getByRole('combobox', { name: 'Find: Tag' }).press('Escape')
  await expect(rowOf(page, 'www', 'contoso-prod')).toHaveCount(0)
  await expect(page).toHaveURL(/vault=petdash-prod/)
  await page.getByRole('button', { name: /^View:/ }).click()
  await page.getByRole('menuitem', { name: 'Save this view…' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Petdash')
  await page.getByRole('button', { name: 'Save view' }).click()
  await expect(page).toHaveURL(/view=Petdash/)

  await page.getByRole('button', { name: /^View:/ }).click()
  await page.getByRole('menuitemradio', { name: 'Expired', exact: true }).click()
  await expect(rowOf(page, 'mqtt-broker', 'contoso-prod')).toBeVisible()
  await expect(page).toHaveURL(/expires=past/)
  await page.reload()
  await expect(rowOf(page, 'mqtt-broker', 'contoso-prod')).toBeVisible()
  await page.getByRole('button', { name: /^View:/ }).click()
  await page.getByRole('menuitemradio', { name: 'Petdash' }).click()
  await expect(rowOf(page, 'www', 'petdash-prod')).toBeVisible()
  await expect(page.getByRole('button', { name: 'View: Petdash' })).toBeVisible()
})

// Hardening R15: others are shown, each failure is named with its cause.
test('vaults that refuse or stay silent are named and hold nothing back', async ({ pageOf }) => {
  const page = await pageOf(OPS)
  const broken = [
    { host: 'contoso-prod.vault.azure.net', status: 403 },
    { host: 'petdash-prod.vault.azure.net', delayMs: patienceMs + 6_000 },
  ]
  for (const fault of broken)
    await control('POST', '/faults', { path: '/', count: 1_000, ...fault })
  await page.goto(FLEET)
  await expect(rowOf(page, 'www-dev', 'contoso-dev')).toBeVisible()
  const told = page.getByRole('main')
  await expect(told.getByText('2 vaults could not be read to the end')).toBeVisible()
  await expect(told.getByRole('link', { name: 'contoso-prod' })).toBeVisible()
  await expect(told.getByRole('link', { name: 'petdash-prod' })).toBeVisible()
  await expect(told).toContainText('slow to answer')

  await control('DELETE', '/faults')
  await page.getByRole('button', { name: 'Ask again' }).click()
  await expect(rowOf(page, 'www', 'contoso-prod')).toBeVisible()
  await expect(rowOf(page, 'www', 'petdash-prod')).toBeVisible()
  await expect(told.getByText(/could not be read/)).toHaveCount(0)
})

test('a check that fails on the overview is one step from its rows in the table', async ({
  pageOf,
}) => {
  const page = await pageOf(OPS)
  await page.goto('/ops')
  const checks = page.getByRole('list', { name: 'Renewal checks, worst first' })
  const long = checks.getByRole('listitem').filter({ hasText: 'Too long for public trust' }).first()
  await long.locator('summary').click()
  const names = await long.getByRole('listitem').getByRole('link').allTextContents()
  expect(names.length).toBeGreaterThan(0)
  await long.getByRole('link', { name: 'These in the table' }).click()
  await expect(page).toHaveURL(/\?check=validity-over-public-limit$/)
  for (const name of names) {
    await expect(
      page.getByRole('row').getByRole('link', { name, exact: true }).first(),
    ).toBeVisible()
  }
  await expect(
    page.getByRole('status').filter({ hasText: new RegExp(`^${names.length} of `) }),
  ).toBeVisible()
})

test('many at once, over vaults: tagged, exported as text, disabled and deleted, each with its result', async ({
  pageOf,
}) => {
  const page = await pageOf(OPS)
  await open(page, '?q=www')
  const chosen = [
    ['www-dev', 'contoso-dev'],
    ['www', 'petdash-prod'],
  ] as const
  for (const [name, vault] of chosen) await rowOf(page, name, vault).getByRole('checkbox').check()
  const bar = page.getByRole('region', { name: 'Selected rows' })
  await expect(bar).toContainText('2 selected')

  await bar.getByRole('button', { name: 'Tags' }).click()
  await page.getByRole('textbox', { name: 'Name of tag 1' }).fill('note')
  await page
    .getByRole('textbox', { name: 'Value of tag 1' })
    .fill('=HYPERLINK("https://evil.example")')
  await page.getByRole('button', { name: 'Continue' }).click()
  // One of the two vaults refuses: the other is done all the same.
  await control('POST', '/faults', {
    host: 'contoso-dev.vault.azure.net',
    path: '/certificates/www-dev',
    status: 403,
    count: 1,
  })
  const dialog = page.getByRole('dialog', { name: 'Tag 2 certificates' })
  await expect(dialog).toContainText('note=')
  await dialog.getByRole('button', { name: 'Tag 2 certificates' }).click()
  await expect(dialog.getByRole('listitem').filter({ hasText: 'www-dev' })).toContainText(
    'Not tagged',
  )
  await expect(dialog.getByRole('listitem').filter({ hasText: 'petdash-prod' })).toContainText(
    'Tagged',
  )
  await dialog.getByRole('button', { name: 'Tag the 1 left' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  // What the vaults do before the end: read anew, since no list tells of it.
  for (const [name, vault] of chosen) await rowOf(page, name, vault).getByRole('checkbox').check()
  await bar.getByRole('button', { name: 'Renewal' }).click()
  await page.getByRole('radio', { name: 'Mail the contacts' }).check({ force: true })
  await page.getByRole('radio', { name: 'Days before the end' }).check({ force: true })
  await page.getByRole('textbox', { name: 'Days before the end' }).fill('21')
  await page.getByRole('button', { name: 'Continue' }).click()
  const renewal = page.getByRole('dialog', { name: 'Change renewal of 2 certificates' })
  await expect(renewal).toContainText('To do: mail the contacts 21 days before the end.')
  await renewal.getByRole('button', { name: 'Change renewal of 2 certificates' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  for (const [name, vault] of chosen) {
    await expect(rowOf(page, name, vault)).toContainText('E-mail, 21 days before')
  }

  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('dialog').getByRole('button', { name: 'Save CSV' }).click()
  const csv = readFileSync(await (await download).path(), 'utf8')
  const line = csv.split('\r\n').find((text) => text.startsWith('petdash-prod,www,'))
  expect(line).toContain('www.petdash.example petdash.example m.petdash.example')
  expect(csv).toContain('note==HYPERLINK(""https://evil.example"")')
  expect(csv).not.toMatch(/(^|[,;\n])"?[=+@]/)

  await page.goto(`${FLEET}?q=device-fleet-7`)
  const row = rowOf(page, 'device-fleet-7', 'contoso-iot-lab')
  await row.getByRole('checkbox').check()
  await bar.getByRole('button', { name: 'Disable' }).click()
  const disable = page.getByRole('dialog', { name: 'Disable device-fleet-7' })
  await disable.getByRole('textbox').fill('device-fleet-7')
  await disable.getByRole('button', { name: 'Disable device-fleet-7' }).click()
  await expect(row).toContainText('Disabled')

  await row.getByRole('checkbox').check()
  await bar.getByRole('button', { name: 'Delete' }).click()
  const remove = page.getByRole('dialog', { name: 'Delete device-fleet-7' })
  await remove.getByRole('textbox').fill('device-fleet-7')
  await remove.getByRole('button', { name: 'Delete device-fleet-7' }).click()
  await expect(row).toHaveCount(0)
})

test('a narrow window still shows name, vault, status and expiry', async ({ pageOf }) => {
  const page = await pageOf(OPS)
  await page.setViewportSize({ width: 390, height: 844 })
  await open(page)
  const row = rowOf(page, 'mqtt-broker', 'contoso-prod')
  for (const text of ['mqtt-broker', 'contoso-prod', 'Expired', /ago/]) {
    await expect(row.getByText(text).locator('visible=true').first()).toBeInViewport()
  }
  await page.goto('/ops/vaults/contoso-prod/certificates')
  const inVault = page.getByRole('row').filter({ hasText: 'mqtt-broker' })
  await expect(inVault.getByText(/ago/).locator('visible=true').first()).toBeInViewport()
})
