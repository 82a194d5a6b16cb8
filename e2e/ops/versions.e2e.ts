import type { Page } from '@playwright/test'
import { expect, OPS, test } from '../shared/people.ts'

const VAULT = '/ops/vaults/contoso-dev/certificates'

async function create(page: Page, name: string): Promise<void> {
  await page.goto(`${VAULT}/new`)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await page.getByRole('textbox', { name: 'Subject' }).fill(`CN=${name}.contoso.com`)
  await page.getByRole('button', { name: 'Create certificate' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(page.getByRole('main').getByText('Healthy').first()).toBeVisible()
}

async function openVersion(page: Page): Promise<void> {
  await page
    .getByRole('list', { name: 'Versions, newest first' })
    .getByRole('link', { name: /^Version/ })
    .first()
    .click()
  await expect(page).toHaveURL(/\/[0-9a-f]{32}$/)
}

test('a version is disabled and tagged; Discard takes back, Save keeps', async ({ pageOf }) => {
  const page = await pageOf(OPS)
  await create(page, 'settings-demo')
  await openVersion(page)
  const settings = page.getByRole('form', { name: 'Settings' })
  await expect(settings.getByRole('button', { name: 'Save' })).toBeDisabled()

  await settings.getByRole('radio', { name: 'No' }).check({ force: true })
  await settings.getByRole('button', { name: 'Discard' }).click()
  await expect(settings.getByRole('radio', { name: 'Yes' })).toBeChecked()

  await settings.getByRole('radio', { name: 'No' }).check({ force: true })
  await expect(settings.getByRole('list', { name: 'Changes' })).toContainText('Yes → No')
  await settings.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Settings saved')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('main').getByText('Disabled').first()).toBeVisible()
  await expect(
    page.getByRole('form', { name: 'Settings' }).getByRole('radio', { name: 'No' }),
  ).toBeChecked()
})

test('deleted, it blocks its name; recovered, it is back; purged, it is gone', async ({
  pageOf,
}) => {
  const page = await pageOf(OPS)
  await create(page, 'short-lived')

  const remove = async () => {
    await page.goto(`${VAULT}/short-lived`)
    await page.getByRole('button', { name: 'Delete short-lived' }).click()
    const dialog = page.getByRole('dialog', { name: 'Delete short-lived' })
    await dialog.getByRole('textbox').fill('short-lived')
    await dialog.getByRole('button', { name: 'Delete certificate' }).click()
    await expect(page).toHaveURL(new RegExp(`${VAULT}$`))
  }
  const deletedRow = () =>
    page.getByRole('row').filter({ hasText: 'short-lived' }).filter({ hasText: 'contoso-dev' })

  await remove()
  await page.goto(`${VAULT}/new`)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('short-lived')
  await page.getByRole('textbox', { name: 'Subject' }).fill('CN=again.contoso.com')
  await page.getByRole('button', { name: 'Create certificate' }).click()
  await expect(
    page.getByRole('textbox', { name: 'Name', exact: true }),
  ).toHaveAccessibleDescription(/deleted/i)
  await expect(page.getByRole('textbox', { name: 'Subject' })).toHaveValue('CN=again.contoso.com')

  await page.goto('/ops/deleted')
  await deletedRow().getByRole('button', { name: 'Recover' }).click()
  await expect(deletedRow()).toHaveCount(0)
  await page.goto(`${VAULT}/short-lived`)
  await expect(page.getByText('CN=short-lived.contoso.com').first()).toBeVisible()

  await remove()
  await page.goto('/ops/deleted')
  await deletedRow().getByRole('button', { name: 'Purge' }).click()
  const dialog = page.getByRole('dialog', { name: 'Purge short-lived' })
  await dialog.getByRole('textbox').fill('short-lived')
  await dialog.getByRole('button', { name: 'Purge for good' }).click()
  await expect(deletedRow()).toHaveCount(0)
})
