import type { Page } from '@playwright/test'
import { expect, test } from '../shared/own-product.ts'
import { OPS } from '../shared/people.ts'

// Vaults come and go here: no other test may meet them in its lists.
const NAME = 'kv-of-the-test'
const KEPT = 'kv-protected'

async function fillPlace(page: Page, name: string) {
  const subscription = page.getByLabel('Subscription')
  await subscription.selectOption({ label: 'Contoso Development' })
  await page.getByLabel('Resource group').selectOption('rg-platform-dev')
  await expect(page.getByLabel('Region')).toHaveValue('westeurope')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
}

async function confirm(page: Page, title: string, button: string, name: string) {
  const dialog = page.getByRole('dialog', { name: title })
  await dialog.getByRole('textbox').fill(name)
  await dialog.getByRole('button', { name: button }).click()
  await expect(dialog).toHaveCount(0)
}

test('a vault is made, tagged, deleted, recovered and purged; protection and taken names refuse', async ({
  pageOf,
}) => {
  test.slow()
  const page = await pageOf(OPS)
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  const days = page.getByLabel('Days that deleted things can be recovered')

  await test.step('wrong input stands beside its field, and nothing typed is lost', async () => {
    await page.goto('/ops/vaults')
    await page.getByRole('link', { name: 'New vault' }).click()
    await name.fill('kv--x')
    await days.fill('91')
    await page.getByRole('button', { name: 'Create vault' }).click()
    await expect(page.getByLabel('Subscription')).toHaveAccessibleDescription(
      'Choose a subscription.',
    )
    await expect(name).toHaveAccessibleDescription(/two hyphens/)
    await expect(days).toHaveAccessibleDescription(/7 to 90/)
    await fillPlace(page, 'contoso-prod')
    await expect(page.getByText('Taken: a vault somewhere in Azure has it')).toBeVisible()
    await page.getByRole('button', { name: 'Show as code' }).click()
    await expect(page.getByRole('dialog')).toContainText('7 to 90')
    await page.getByRole('button', { name: 'Done' }).click()
    await days.fill('7')
    await page.getByRole('button', { name: 'Create vault' }).click()
    await expect(name).toHaveAccessibleDescription(/Another vault in Azure is called contoso-prod/)
  })

  await test.step('it is made as the summary says', async () => {
    await name.fill(NAME)
    await expect(page.getByText('Free in all of Azure.')).toBeVisible()
    await page.getByRole('switch', { name: 'Purge protection' }).uncheck()
    await page.getByRole('radio', { name: 'Access policies' }).check()
    await expect(page.getByRole('complementary', { name: 'Summary' })).toContainText('7 days')
    await page.getByRole('button', { name: 'Create vault' }).click()
    await expect(page).toHaveURL(new RegExp(`/ops/vaults/${NAME}/settings$`))
    await expect(page.getByText('Access policies, 0 of at most 1024 entries')).toBeVisible()
    await expect(page.getByText('Deleted objects stay 7 days')).toBeVisible()
  })

  await test.step('tags are changed, told before and shown after', async () => {
    const form = page.getByRole('form', { name: `Settings of ${NAME}` })
    await form.getByRole('button', { name: 'Add tag' }).click()
    await form.getByLabel('Name of tag 1').fill('a/b')
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(form.getByText(/cannot hold \//)).toBeVisible()
    await form.getByLabel('Name of tag 1').fill('env')
    await form.getByLabel('Value of tag 1').fill('test')
    await form.getByLabel('Azure Disk Encryption', { exact: false }).check()
    const changes = form.getByRole('list', { name: 'Changes' })
    await expect(changes).toContainText('Tag env=test added')
    await form.getByRole('button', { name: 'Show as code' }).click()
    const code = page.getByRole('dialog', { name: 'Show as code' })
    await expect(code).toContainText('az rest')
    await expect(code).not.toContainText('accessPolicies')
    await code.getByRole('button', { name: 'Done' }).click()
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText(`${NAME} is changed`)).toBeVisible()
    await expect(changes).toHaveCount(0)
    await expect(page.getByText('env=test')).toBeVisible()
  })

  await test.step('what an other one changed meanwhile is told, and lost by neither', async () => {
    const other = await pageOf('ops2@contoso.example')
    await other.goto(`/ops/vaults/${NAME}/settings`)
    const theirs = other.getByRole('form', { name: `Settings of ${NAME}` })
    await theirs.getByLabel('Value of tag 1').fill('staging')
    const mine = page.getByRole('form', { name: `Settings of ${NAME}` })
    await mine.getByRole('button', { name: 'Add tag' }).click()
    await mine.getByLabel('Name of tag 2').fill('team')
    await mine.getByLabel('Value of tag 2').fill('web')
    await theirs.getByRole('button', { name: 'Save' }).click()
    await expect(other.getByText(`${NAME} is changed`)).toBeVisible()
    await mine.getByRole('button', { name: 'Save' }).click()
    const alert = mine.getByRole('alert').filter({ hasText: 'ops2@contoso.example' })
    await expect(alert).toContainText('Tag env: test → staging')
    await alert.getByRole('button', { name: 'Apply mine again' }).click()
    await mine.getByRole('button', { name: 'Save' }).click()
    await expect(mine.getByRole('list', { name: 'Changes' })).toHaveCount(0)
    await expect(mine.getByLabel('Value of tag 1')).toHaveValue('staging')
    await expect(mine.getByLabel('Value of tag 2')).toHaveValue('web')
  })

  await test.step('it is deleted after its name was typed; what is lost is said before', async () => {
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: `Delete ${NAME}` })
    await expect(dialog).toContainText('Event Grid subscriptions to its events')
    await dialog.getByRole('button', { name: 'Delete vault' }).click()
    await expect(dialog.getByRole('textbox')).toHaveAccessibleDescription(`This is not ${NAME}.`)
    await confirm(page, `Delete ${NAME}`, 'Delete vault', NAME)
    await expect(page).toHaveURL(/\/ops\/vaults$/)
    await expect(page.getByRole('row', { name: /contoso-dev/ })).toBeVisible()
    await expect(page.getByRole('row', { name: new RegExp(NAME) })).toHaveCount(0)
  })

  await test.step('its name is taken, and the way to it is shown', async () => {
    await page.getByRole('link', { name: 'New vault' }).click()
    await fillPlace(page, NAME)
    await expect(page.getByText(`Your deleted vault ${NAME}`)).toBeVisible()
    await page.getByRole('button', { name: 'Create vault' }).click()
    await expect(name).toHaveAccessibleDescription(/can still be recovered/)
    await name.fill(KEPT)
    await page.getByRole('button', { name: 'Create vault' }).click()
    await expect(page).toHaveURL(new RegExp(`/ops/vaults/${KEPT}/settings$`))
    await expect(page.getByText('Purge protection is on, for good.')).toBeVisible()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await confirm(page, `Delete ${KEPT}`, 'Delete vault', KEPT)
  })

  await test.step('protection refuses the purge; the other one comes back, and goes for good', async () => {
    await page.getByRole('link', { name: 'Deleted vaults' }).first().click()
    const kept = page.getByRole('row', { name: new RegExp(KEPT) })
    await expect(kept).toContainText('Protected')
    await expect(kept.getByRole('button', { name: `Purge ${KEPT}` })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
    await page.getByRole('button', { name: `Recover ${NAME}` }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Recover vault' }).click()
    await expect(page.getByText(`${NAME} is back`)).toBeVisible()
    await expect(page.getByRole('row', { name: new RegExp(NAME) })).toHaveCount(0)
    await page.goto(`/ops/vaults/${NAME}/settings`)
    await expect(page.getByText('env=staging')).toBeVisible()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await confirm(page, `Delete ${NAME}`, 'Delete vault', NAME)
    await page.goto('/ops/vaults/deleted')
    await page.getByRole('button', { name: `Purge ${NAME}` }).click()
    await confirm(page, `Purge ${NAME}`, 'Purge for good', NAME)
    await expect(page.getByText(`${NAME} is purged`)).toBeVisible()
    await expect(page.getByRole('row', { name: new RegExp(NAME) })).toHaveCount(0)
  })
})
