import type { Page } from '@playwright/test'
import { exportPfx, makeChain } from '../shared/openssl.ts'
import { expect, OPS, test } from '../shared/people.ts'

const VAULT = '/ops/vaults/contoso-prod/certificates'
const PASSWORD = 'never in the code'

const codeOf = (page: Page, label: string) =>
  page.getByRole('dialog', { name: 'Show as code' }).getByRole('group', { name: label })

test('what a form or a dialog would send is shown for three tools, by keyboard, without its secrets', async ({
  pageOf,
}) => {
  const page = await pageOf(OPS)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const chain = makeChain('shown.fabrikam.example')
  await page.goto(`${VAULT}/import`)
  await page
    .getByLabel('Certificate file')
    .setInputFiles(exportPfx(chain, PASSWORD, '-name', 'shown'))
  await page.getByLabel('Password of the file').fill(PASSWORD)
  await page.getByRole('button', { name: 'Open file' }).click()
  await expect(page.getByRole('list', { name: 'Chain, leaf first' })).toBeVisible()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('shown')

  const opener = page.getByRole('button', { name: 'Show as code' })
  await opener.focus()
  await page.keyboard.press('Enter')
  const az = codeOf(page, 'Azure CLI commands')
  await expect(az).toContainText('az keyvault certificate import')
  await expect(az).toContainText('--name shown')
  await expect(az).toContainText('--password "$PFX_PASSWORD"')
  await page.getByRole('button', { name: 'Copy Azure CLI commands' }).click()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toBe(await az.locator('code').textContent())

  await page.getByRole('radio', { name: 'Azure CLI' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(codeOf(page, 'PowerShell commands')).toContainText('Import-AzKeyVaultCertificate')
  await page.keyboard.press('ArrowRight')
  await expect(codeOf(page, 'HTTP request')).toContainText(
    'POST https://contoso-prod.vault.azure.net/certificates/shown/import',
  )
  await expect(page.getByRole('dialog')).toContainText('<password of the file>')
  await expect(page.getByRole('dialog')).not.toContainText(PASSWORD)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(opener).toBeFocused()

  // The tool stays chosen; the dialog it was opened from stays open behind it.
  await page.goto(`${VAULT}/mqtt-broker`)
  await page.getByRole('button', { name: 'Delete mqtt-broker' }).click()
  const asking = page.getByRole('dialog', { name: 'Delete mqtt-broker' })
  await asking.getByRole('button', { name: 'Show as code' }).click()
  await expect(page.getByRole('dialog', { name: 'Show as code' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Show as code' })).toBeHidden()
  await expect(asking).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(asking).toBeHidden()
})
