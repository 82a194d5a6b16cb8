import { expect, test } from '../shared/own-product.ts'
import { OPS } from '../shared/people.ts'

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
