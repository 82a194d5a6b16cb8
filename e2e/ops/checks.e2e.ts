import { expect, test } from '../shared/own-product.ts'
import { OPS, OWNER } from '../shared/people.ts'

// Protection that is switched on here can never be switched off again.
const vault = 'contoso-dev'

test('a check leads to its fix, chosen but not saved, and is kept once it is saved', async ({
  pageOf,
}) => {
  const page = await pageOf(OPS)
  await page.goto(`/ops/vaults/${vault}/checks`)
  const broken = page.getByRole('list', { name: 'Needs a look' })
  const kept = page.getByRole('list', { name: 'In order' })

  await test.step('purge protection', async () => {
    await expect(kept).not.toContainText('Purge protection is on')
    await broken.getByRole('link', { name: /^Turn it on/ }).click()
    await expect(page.getByRole('switch', { name: 'Purge protection' })).toBeChecked()
    await page.getByRole('button', { name: 'Save, for good' }).click()
    await expect(page.getByText(`${vault} is changed`)).toBeVisible()
    await page.getByRole('link', { name: 'Checks' }).click()
    await expect(kept).toContainText('Purge protection is on')
  })

  await test.step('open network', async () => {
    await broken.getByRole('link', { name: /^Choose networks/ }).click()
    await expect(page.getByRole('radio', { name: /selected networks/i })).toBeChecked()
    await expect(page.getByRole('button', { name: 'Save network' })).toBeEnabled()
    await page.getByRole('button', { name: 'Discard' }).click()
    await expect(page.getByRole('radio', { name: /all networks/i })).toBeChecked()
    await page.getByRole('link', { name: 'Checks' }).click()
  })

  await test.step('somebody’s entry', async () => {
    await broken
      .getByRole('list', { name: 'Over-wide access policy: who' })
      .getByRole('link', { name: 'Olga Prentice' })
      .click()
    await expect(page.getByRole('dialog')).toContainText('Olga Prentice')
  })
})

test('a vault whose log goes nowhere sends it to a workspace', async ({ pageOf }) => {
  const page = await pageOf(OWNER)
  await page.goto('/ops/vaults/contoso-iot-lab/checks')
  const send = page.getByRole('button', { name: /^Send the log/ })
  await send.click()
  const dialog = page.getByRole('dialog', { name: 'Send the audit log of contoso-iot-lab' })
  // There is one workspace, so it is chosen already.
  const workspace = dialog.getByRole('combobox', { name: 'Log Analytics workspace' })
  await expect(workspace.locator('option:checked')).toHaveText(/^log-contoso \(rg-platform-prod/)
  await dialog.getByRole('button', { name: 'Show as code' }).click()
  const code = page.getByRole('dialog', { name: 'Show as code' })
  await expect(code).toContainText('az monitor diagnostic-settings create')
  await code.getByRole('button', { name: 'Done' }).click()

  const name = dialog.getByRole('textbox', { name: 'Name of the setting' })
  await name.fill('all/logs')
  await workspace.selectOption('')
  await dialog.getByRole('button', { name: 'Send the log' }).click()
  await expect(workspace).toHaveAccessibleDescription(/Choose a workspace/)
  await expect(name).toHaveAccessibleDescription(/letters, digits and hyphens/)
  await expect(name).toHaveValue('all/logs')
  await name.fill('audit-log')
  await workspace.selectOption({ index: 1 })
  await dialog.getByRole('button', { name: 'Send the log' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('list', { name: 'In order' })).toContainText(
    'What is done here is logged',
  )
  await expect(send).toHaveCount(0)
})
