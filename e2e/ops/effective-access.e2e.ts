import { expect, OPS, test } from '../shared/people.ts'

test('who reaches a private key is told from its certificate, each with the evidence', async ({
  pageOf,
}) => {
  const page = await pageOf(OPS)
  await page.goto('/ops/vaults/contoso-prod/certificates/www')
  await page.getByRole('link', { name: 'Who can get this private key?' }).click()

  const key = page.getByRole('list', { name: 'Who can get the private key of www' })
  const reads = key.getByRole('listitem').filter({ hasText: 'read a secret’s value' })
  await expect(reads.first()).toContainText('Can read it')
  await expect(reads.filter({ hasText: 'You' })).toContainText('Access policy')

  const holders = page.getByRole('list', { name: 'Who can do what' })
  const you = holders.getByRole('listitem').filter({ hasText: 'You' }).first()
  await you.getByText('Certificates everything').click()
  await expect(you).toContainText('purge a certificate')

  const granters = page.getByRole('list', { name: 'Who can let themselves in' })
  await expect(granters.getByRole('listitem').filter({ hasText: 'You' })).toContainText(
    'Key Vault Contributor over subscription',
  )
})

test('on a vault with roles the roles are the evidence, and management rights lead nowhere', async ({
  pageOf,
}) => {
  const page = await pageOf(OPS)
  await page.goto('/ops/vaults/contoso-shared/settings')
  await page.getByRole('link', { name: 'Who has access' }).click()
  const holders = page.getByRole('list', { name: 'Who can do what' })
  await expect(holders).toContainText('Key Vault Secrets User over secret idp-signing')
  await expect(holders).not.toContainText('Access policy')
  const granters = page.getByRole('list', { name: 'Who can let themselves in' })
  await expect(granters).toContainText('Owner over subscription')
  await expect(granters).not.toContainText('Contributor')
})

test('what somebody has is told over all vaults, by group too, and leads to each vault', async ({
  pageOf,
}) => {
  const page = await pageOf(OPS)
  await page.goto('/ops')
  await page.getByRole('link', { name: 'Access', exact: true }).click()
  const picker = page.getByRole('combobox', { name: 'Whose access' })
  await picker.fill('dana')
  await page.getByRole('option', { name: /Dana Whitfield/ }).click()
  const vaults = page.getByRole('list', { name: 'Vaults of Dana Whitfield' })
  const lab = vaults.getByRole('listitem').filter({ hasText: 'contoso-iot-lab' })
  await expect(lab.first()).toContainText('as a member of Platform Engineering')
  await expect(vaults).not.toContainText('petdash-prod')
  await expect(page).toHaveURL(/principal=[0-9a-f-]{36}/)

  await vaults.getByRole('link', { name: 'contoso-prod' }).click()
  const you = page
    .getByRole('list', { name: 'Who can do what' })
    .getByRole('listitem')
    .filter({ hasText: 'You' })
  await you.first().getByRole('link', { name: 'Olga Prentice' }).click()
  const mine = page.getByRole('list', { name: 'Vaults of Olga Prentice' })
  await expect(
    mine.getByRole('listitem').filter({ hasText: 'petdash-prod' }).first(),
  ).toContainText('Can let itself in')
})

test('one key or secret is asked about by its name, and a wrong name is told beside it', async ({
  pageOf,
}) => {
  const page = await pageOf(OPS)
  await page.goto('/ops/vaults/contoso-shared/access/effective')
  const form = page.getByRole('form', { name: 'What it is about' })
  await form.getByLabel('About').selectOption('A secret')
  const name = form.getByLabel('Name')
  await name.fill('idp signing')
  await name.press('Enter')
  await expect(name).toHaveAccessibleDescription(/letters, digits and hyphens/)
  await expect(name).toHaveValue('idp signing')
  await name.fill('idp-signing')
  await name.press('Enter')
  await expect(
    page.getByRole('heading', { name: 'Who can do what with secrets/idp-signing' }),
  ).toBeVisible()
  const holders = page.getByRole('list', { name: 'Who can do what' })
  await expect(holders).toContainText('Key Vault Secrets User over secret idp-signing')
  await expect(holders).not.toContainText('Keys')
  await form.getByLabel('About').selectOption('The whole vault')
  await form.getByRole('button', { name: 'Show' }).click()
  await expect(holders).toContainText('Keys')
})
