import type { Page } from '@playwright/test'
import { vaultTokenOf } from '../shared/http-session.ts'
import { expect, test } from '../shared/own-product.ts'
import { DEV, OPS, OWNER } from '../shared/people.ts'
import { statusOfList } from '../shared/vault-client.ts'

// Vaults are switched here: no other test may meet that.
const ON_ROLES = 'contoso-shared'
const ON_POLICIES = 'contoso-dev'

/** What the vault answers to a person who lists its certificates: 200, or why not. */
async function asked(address: string, vault: string): Promise<number> {
  return statusOfList(vault, await vaultTokenOf(address))
}

async function choose(page: Page) {
  const dialog = page.getByRole('dialog', { name: `Assign a role on ${ON_ROLES}` })
  await dialog.getByRole('combobox', { name: 'Principal' }).fill('dev@')
  await dialog.getByRole('option', { name: /dev@contoso\.example/ }).click()
  await dialog.getByRole('radio', { name: 'Key Vault Reader' }).check()
  return dialog
}

test('a role lets a developer in at the vault, and out again when it is removed', async ({
  pageOf,
}) => {
  expect(await asked(DEV, ON_ROLES)).toBe(403)
  const ops = await pageOf(OPS)
  await test.step('who may not assign roles is told which right is missing', async () => {
    await ops.goto(`/ops/vaults/${ON_ROLES}/roles`)
    await ops.getByRole('button', { name: 'Assign role' }).click()
    const dialog = ops.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Assign role' }).click()
    await expect(dialog.getByRole('combobox')).toHaveAccessibleDescription(/Choose a principal/)
    await choose(ops)
    await dialog.getByRole('button', { name: 'Assign role' }).click()
    await expect(dialog.getByRole('alert')).toContainText(
      'Microsoft.Authorization/roleAssignments/write',
    )
  })

  const page = await pageOf(OWNER)
  await page.goto(`/ops/vaults/${ON_ROLES}/roles`)
  await expect(page.getByRole('list', { name: 'Roles from above' })).toContainText('Owner')
  await page.getByRole('button', { name: 'Assign role' }).click()
  const dialog = await choose(page)
  await expect(dialog).toContainText(`Dana Whitfield gains over ${ON_ROLES}`)
  await dialog.getByRole('button', { name: 'Show as code' }).click()
  const code = page.getByRole('dialog', { name: 'Show as code' })
  await expect(code).toContainText('az role assignment create')
  await code.getByRole('button', { name: 'Done' }).click()
  await dialog.getByRole('button', { name: 'Assign role' }).click()
  await expect(dialog).toHaveCount(0)
  const own = page.getByRole('list', { name: 'Roles on this vault' })
  await expect(own).toContainText('Dana Whitfield')
  expect(await asked(DEV, ON_ROLES)).toBe(200)

  await page.getByRole('button', { name: 'Remove Key Vault Reader from Dana Whitfield' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove role' }).click()
  await expect(own).not.toContainText('Dana Whitfield')
  expect(await asked(DEV, ON_ROLES)).toBe(403)
})

test('a role over the resource group says for which vaults it counts, and is removed by name', async ({
  pageOf,
}) => {
  const page = await pageOf(OWNER)
  await page.goto(`/ops/vaults/${ON_ROLES}/roles`)
  await page.getByRole('button', { name: 'Assign role' }).click()
  const dialog = await choose(page)
  await dialog.getByRole('radio', { name: 'Resource group' }).check()
  await expect(dialog).toContainText(/It counts for \d+ vaults? that you see there/)
  await expect(dialog).toContainText(ON_ROLES)
  await dialog.getByRole('button', { name: 'Assign role' }).click()
  await expect(dialog).toHaveCount(0)
  const above = page.getByRole('list', { name: 'Roles from above' })
  await expect(above).toContainText('Dana Whitfield')
  expect(await asked(DEV, ON_ROLES)).toBe(200)

  await page.getByRole('button', { name: 'Remove Key Vault Reader from Dana Whitfield' }).click()
  const removal = page.getByRole('dialog', { name: 'Remove Key Vault Reader' })
  const confirm = removal.getByRole('textbox')
  const group = /Type (.+) to confirm/.exec(String(await removal.textContent()))?.[1] ?? ''
  await confirm.fill(ON_ROLES)
  await removal.getByRole('button', { name: 'Remove role' }).click()
  await expect(confirm).toHaveAccessibleDescription(`This is not ${group}.`)
  await confirm.fill(group)
  await removal.getByRole('button', { name: 'Remove role' }).click()
  await expect(above).not.toContainText('Dana Whitfield')
  expect(await asked(DEV, ON_ROLES)).toBe(403)
})

test('a vault goes over to roles after a dry run, and all the way back', async ({ pageOf }) => {
  const page = await pageOf(OWNER)
  expect(await asked(DEV, ON_POLICIES)).toBe(200)
  await page.goto(`/ops/vaults/${ON_POLICIES}/roles`)
  await page.getByRole('link', { name: 'Plan the switch' }).click()
  const plan = page.getByRole('list', { name: 'Who loses and gains what' })
  const dev = plan.getByRole('listitem').filter({ hasText: 'dev@contoso.example' }).first()

  await test.step('the dry run says what each way takes and gives', async () => {
    await expect(dev).toContainText(/Gains \d+ operations/)
    await dev.getByRole('combobox').selectOption({ label: 'Nothing: leave it out' })
    await expect(page.getByText('1 loses something')).toBeVisible()
    await dev.getByRole('combobox').selectOption({ label: 'Key Vault Reader (loses nothing)' })
    await expect(page.getByText('Nobody loses anything')).toBeVisible()
    await expect(page.getByText(/stop in \d+ days|stopped on/)).toBeVisible()
  })

  const switchTo = async (model: string, button: string) => {
    await page.getByRole('button', { name: button, exact: true }).click()
    const dialog = page.getByRole('dialog', { name: `Let ${model} decide on ${ON_POLICIES}` })
    await dialog.getByRole('textbox').fill(ON_POLICIES)
    await dialog.getByRole('button', { name: 'Switch the vault' }).click()
    await expect(dialog).toHaveCount(0)
  }
  await test.step('roles are assigned, then they decide', async () => {
    await page.getByRole('button', { name: /^Assign \d+ roles$/ }).click()
    await expect(page.getByText(/\d+ roles assigned so far/)).toBeVisible()
    await switchTo('Azure roles', 'Switch the vault')
    await expect(page.getByText(`${ON_POLICIES} was switched to Azure roles`)).toBeVisible()
    expect(await asked(DEV, ON_POLICIES)).toBe(200)
  })

  await test.step('rolled back, nothing of it is left', async () => {
    await page.reload()
    await switchTo('access policies', 'Switch back')
    await page.getByRole('button', { name: 'Remove what was assigned' }).click()
    await expect(page.getByText('All is as before')).toBeVisible()
    await expect(page.getByRole('button', { name: /^Assign \d+ roles$/ })).toBeVisible()
    expect(await asked(DEV, ON_POLICIES)).toBe(200)
    await page.goto(`/ops/vaults/${ON_POLICIES}/roles`)
    await expect(page.getByText('No role is assigned on this vault')).toBeVisible()
  })
})
