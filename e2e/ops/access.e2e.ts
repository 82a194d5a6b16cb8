import type { Page } from '@playwright/test'
import { application, signInOf, vaultToken, vaultTokenOf } from '../shared/http-session.ts'
import { DEV, expect, OPS, test } from '../shared/people.ts'
import { statusOfGet } from '../shared/vault-client.ts'

const vault = 'petdash-prod'

/** What the vault answers a person who asks for its certificate `www` by the Azure CLI. */
async function statusOfPerson(address: string): Promise<number> {
  return statusOfGet(vault, 'www', await vaultTokenOf(address))
}

/** The same through an application of the tenant, and for that application alone. */
async function statusesThroughApplication(address: string): Promise<[number, number]> {
  const { clientId: client_id, clientSecret: client_secret } = application('console')
  const [pair, alone] = await Promise.all([
    vaultToken({ ...signInOf(address), client_id, client_secret }),
    vaultToken({ grant_type: 'client_credentials', client_id, client_secret }),
  ])
  return [await statusOfGet(vault, 'www', pair), await statusOfGet(vault, 'www', alone)]
}

const rowOf = (page: Page, name: string) =>
  page
    .getByRole('list', { name: 'Access policies' })
    .getByRole('listitem')
    .filter({ hasText: name })

async function pick(page: Page, field: string, typed: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).fill(typed)
  await page.getByRole('option').filter({ hasText: typed }).click()
}

const box = (page: Page, area: string, name: string) =>
  page.getByRole('group', { name: area }).getByRole('checkbox', { name, exact: true })

async function removeEntry(page: Page, name: string): Promise<void> {
  await rowOf(page, name)
    .getByRole('button', { name: /^Remove / })
    .click()
  await page.getByRole('button', { name: 'Remove entry' }).click()
  await expect(rowOf(page, name)).toHaveCount(0)
}

test('a developer is refused, let in by the editor, and shut out again', async ({ pageOf }) => {
  const page = await pageOf(OPS)
  await page.goto(`/ops/vaults/${vault}/access`)
  expect(await statusOfPerson(DEV)).toBe(403)

  await page.getByRole('button', { name: 'Give access' }).click()
  const dialog = page.getByRole('dialog')
  const give = dialog.getByRole('button', { name: 'Give access' })
  await give.click()
  await expect(dialog.getByRole('combobox', { name: 'Principal' })).toHaveAccessibleDescription(
    /Choose a principal/,
  )
  await expect(dialog.getByText('Tick at least one permission')).toBeVisible()
  await pick(page, 'Principal', 'Dana')

  // A template ticks what the portal ticks, and is left by the first change.
  const template = dialog.getByLabel('Template')
  await template.selectOption({ label: 'Key, Secret, & Certificate Management' })
  for (const [area, count] of [
    ['Keys', '9 of 20'],
    ['Secrets', '7 of 8'],
    ['Certificates', '15 of 16'],
  ] as const) {
    await expect(dialog.getByRole('group', { name: area }).getByText(count)).toBeVisible()
  }
  await box(page, 'Keys', 'Sign').check()
  await expect(template).toHaveValue('')
  for (const area of ['Keys', 'Secrets', 'Certificates']) {
    const all = dialog.getByRole('checkbox', { name: new RegExp(`^${area} ?, select all`) })
    await all.check()
    await all.uncheck()
  }
  await box(page, 'Certificates', 'Get').check()
  await expect(dialog.getByRole('list', { name: 'Changes' })).toHaveText('Certificates: gains Get')
  await give.click()
  await expect(rowOf(page, DEV)).toContainText('Certificates 1 of 16')
  expect(await statusOfPerson(DEV)).toBe(200)

  await removeEntry(page, DEV)
  expect(await statusOfPerson(DEV)).toBe(403)
})

test('a compound identity admits the pair, and neither half', async ({ pageOf }) => {
  const page = await pageOf(OPS)
  await page.goto(`/ops/vaults/${vault}/access`)
  await page.getByRole('button', { name: 'Give access' }).click()
  await pick(page, 'Principal', 'Dana')
  await page.getByLabel('Counts through one application only').check()
  await pick(page, 'Authorized application', 'Strongroom')
  await box(page, 'Certificates', 'Get').check()
  await page.getByRole('dialog').getByRole('button', { name: 'Give access' }).click()
  await expect(rowOf(page, DEV)).toContainText('Only through Strongroom')
  expect(await statusesThroughApplication(DEV)).toEqual([200, 403])
  expect(await statusOfPerson(DEV)).toBe(403)
  await removeEntry(page, DEV)
  expect(await statusesThroughApplication(DEV)).toEqual([403, 403])
})

test('what somebody else changes meanwhile is found, and nothing of either is lost', async ({
  pageOf,
}) => {
  const [mine, theirs] = [await pageOf(OPS), await pageOf(OPS)]
  const name = 'petdash-orders'
  for (const page of [mine, theirs]) {
    await page.goto(`/ops/vaults/${vault}/access`)
    await rowOf(page, name)
      .getByRole('button', { name: `Edit ${name}` })
      .click()
  }
  await box(mine, 'Secrets', 'List').check()
  await box(theirs, 'Keys', 'Get').check()
  await theirs.getByRole('button', { name: 'Save entry' }).click()
  await expect(rowOf(theirs, name)).toContainText('Keys 1 of 20')

  await mine.getByRole('button', { name: 'Save entry' }).click()
  await expect(mine.getByRole('list', { name: 'What they changed' })).toHaveText('Keys: gains Get')
  await mine.getByRole('button', { name: 'Apply mine again' }).click()
  await expect(box(mine, 'Keys', 'Get')).toBeChecked()
  await mine.getByRole('button', { name: 'Save entry' }).click()
  await expect(rowOf(mine, name)).toContainText('Keys 1 of 20')
  await expect(rowOf(mine, name)).toContainText('Secrets 2 of 8')

  // Both given to one more vault at once, with what each gains there said before.
  await mine.getByRole('checkbox', { name: `Select ${name}` }).check()
  await mine.getByRole('button', { name: 'Copy to vaults' }).click()
  const dialog = mine.getByRole('dialog')
  await dialog.getByLabel('contoso-dev').check()
  await expect(dialog.getByRole('list', { name: 'Changes' })).toContainText(
    'Secrets: gains Get, List',
  )
  await dialog.getByRole('button', { name: 'Change 1 entry' }).click()
  await expect(dialog.getByText('Done')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await mine.getByRole('button', { name: 'Change permissions' }).click()
  await dialog.getByRole('radio', { name: 'Take away' }).check()
  await box(mine, 'Keys', 'Get').check()
  await box(mine, 'Secrets', 'List').check()
  await dialog.getByRole('button', { name: 'Change 1 entry' }).click()
  await expect(rowOf(mine, name)).toContainText('Secrets 1 of 8')
})
