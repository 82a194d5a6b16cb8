import type { Page } from '@playwright/test'
import { control } from '../shared/control.ts'
import { expect, test } from '../shared/own-product.ts'
import { OPS } from '../shared/people.ts'
import { orderElsewhere, vaultClient } from '../shared/vault-client.ts'

const OPS2 = 'ops2@contoso.example'
const VAULT = 'contoso-dev'
const at = (name: string) => `/ops/vaults/${VAULT}/certificates/${name}`

/** A self-signed certificate that the vault makes in a moment. */
async function make(name: string): Promise<void> {
  await orderElsewhere(VAULT, name, {
    issuerName: 'Self',
    validityInMonths: 3,
    lifetimeActions: [{ action: 'AutoRenew', lifetimePercentage: 80 }],
  })
}

const main = (page: Page) => page.getByRole('main')
const changes = (page: Page) => page.getByRole('list', { name: 'Changes', exact: true })
const save = (page: Page) => page.getByRole('button', { name: 'Save policy' })

async function openPolicy(page: Page, name: string): Promise<void> {
  await page.goto(`${at(name)}/policy?edit`)
  await expect(page.getByRole('heading', { level: 1, name: `Policy of ${name}` })).toBeVisible()
  await expect(save(page)).toBeVisible()
}

test.use({ clockMoves: true })

test('a policy is edited with its difference in words, and a version is issued by it', async ({
  pageOf,
}) => {
  await make('policy-edit')
  const page = await pageOf(OPS)
  await page.goto(at('policy-edit'))
  await page.getByRole('link', { name: 'Edit policy' }).scrollIntoViewIfNeeded()
  await expect(main(page).getByText('The vault renews it on')).toBeVisible()
  await expect(
    main(page).getByText('80 % of 3 months: it signs the new version itself.'),
  ).toBeVisible()
  await page.getByRole('link', { name: 'Edit policy' }).click()

  await expect(save(page)).toBeDisabled()
  await page.getByRole('textbox', { name: 'Validity' }).fill('0')
  await page.getByRole('radio', { name: 'Keep the same key' }).check({ force: true })
  await save(page).click()
  await expect(page.getByRole('textbox', { name: 'Validity' })).toBeFocused()
  await expect(page.getByText('A certificate is valid for at least 1 month.')).toBeVisible()

  await page.getByRole('textbox', { name: 'Validity' }).fill('6')
  await page.getByRole('radio', { name: 'Days before the end' }).check({ force: true })
  await page.getByRole('textbox', { name: 'Days before the end' }).fill('163')
  await expect(page.getByText('At most 162 days before the end')).toBeVisible()
  await page.getByRole('textbox', { name: 'Days before the end' }).fill('20')
  await expect(changes(page).getByRole('listitem')).toHaveCount(3)
  await expect(changes(page)).toContainText('3 months → after: 6 months')
  await expect(changes(page)).toContainText('a new key each time → after: the same key')
  await expect(changes(page)).toContainText('A key that leaks stays leaked')
  await expect(changes(page)).toContainText('renew 20 days before the end')

  await save(page).click()
  await expect(page.getByText('The policy is saved.')).toBeVisible()
  await expect(save(page)).toBeFocused()
  await expect(page.getByText('Nothing yet.')).toBeVisible()

  await page.getByRole('button', { name: 'Issue a version now' }).click()
  const dialog = page.getByRole('dialog', { name: 'Issue a new version of policy-edit' })
  await expect(dialog).toContainText('The vault makes it at once by its policy, with the same key.')
  await dialog.getByRole('button', { name: 'Issue now' }).click()
  await expect(dialog).toBeHidden()
  await page.getByRole('link', { name: 'Back to policy-edit' }).click()
  await expect(
    page.getByRole('list', { name: 'Versions, newest first' }).getByRole('listitem'),
  ).toHaveCount(2)

  await page.getByRole('link', { name: 'Compare', exact: true }).click()
  await expect(
    page.getByRole('heading', { level: 1, name: 'Versions of policy-edit' }),
  ).toBeVisible()
  await expect(main(page).getByText('The same key: if it leaked from one version')).toBeVisible()
  await expect(main(page).getByText(/^\d+ days longer$/)).toBeVisible()
  await page.getByRole('radio', { name: 'What differs' }).check({ force: true })
  await expect(page).toHaveURL(/show=differences/)
  await expect(main(page).getByText('Subject', { exact: true })).toBeHidden()
  const [from, to] = await Promise.all(
    ['From', 'To'].map((label) => page.getByRole('combobox', { name: label }).inputValue()),
  )
  await page.getByRole('button', { name: 'Swap the two versions' }).click()
  await expect(page).toHaveURL(new RegExp(`from=${to}&to=${from}`))
  await expect(main(page).getByText(/^\d+ days shorter$/)).toBeVisible()
})

test('two people edit one policy: the second is told, and applies theirs to it', async ({
  pageOf,
}) => {
  await make('policy-two')
  const [mine, theirs] = await Promise.all([pageOf(OPS), pageOf(OPS2)])
  await Promise.all([openPolicy(mine, 'policy-two'), openPolicy(theirs, 'policy-two')])
  await mine.getByRole('radio', { name: 'PEM' }).check({ force: true })
  await mine.getByRole('textbox', { name: 'Validity' }).fill('6')

  await theirs.getByRole('textbox', { name: 'Validity' }).fill('12')
  await theirs.getByRole('radio', { name: 'Not exportable' }).check({ force: true })
  await save(theirs).click()
  await expect(theirs.getByText('The policy is saved.')).toBeVisible()

  await save(mine).click()
  const told = mine
    .getByRole('alert')
    .filter({ hasText: 'Somebody else changed the policy meanwhile' })
  await expect(told).toBeFocused()
  await expect(told.getByRole('list', { name: 'What they changed' })).toContainText(
    'Validity: 3 months → 12 months',
  )
  await expect(told.getByRole('list', { name: 'What they changed' })).toContainText(
    'exportable → not exportable',
  )
  await expect(told.getByRole('list', { name: 'What both changed' })).toContainText(
    'Validity: 12 months → 6 months',
  )
  await expect(save(mine)).toBeDisabled()

  await told.getByRole('button', { name: 'Apply mine again' }).click()
  await expect(told).toBeHidden()
  await expect(save(mine)).toBeFocused()
  await expect(mine.getByRole('radio', { name: 'Not exportable' })).toBeChecked()
  await expect(changes(mine).getByRole('listitem')).toHaveCount(2)
  await save(mine).click()
  await expect(mine.getByText('The policy is saved.')).toBeVisible()

  // The first one edits on from what they had saved, and takes the new state this time.
  await theirs.getByRole('radio', { name: 'Keep the same key' }).check({ force: true })
  await save(theirs).click()
  await theirs.getByRole('alert').getByRole('button', { name: 'Take theirs' }).click()
  await expect(theirs.getByRole('textbox', { name: 'Validity' })).toHaveValue('6')
  await expect(theirs.getByRole('radio', { name: 'Make a new key' })).toBeChecked()
  await expect(theirs.getByText('Nothing yet.')).toBeVisible()
})

test('two people change one version: the tags of both stay, and the focus stays in the form', async ({
  pageOf,
}) => {
  await make('version-two')
  const [mine, theirs] = await Promise.all([pageOf(OPS), pageOf(OPS2)])
  for (const page of [mine, theirs]) {
    await page.goto(at('version-two'))
    await page.getByRole('link', { name: 'All fields and settings' }).click()
  }
  const settings = (page: Page) => page.getByRole('form', { name: 'Settings' })
  const saveIn = (page: Page) => settings(page).getByRole('button', { name: 'Save' })
  const tag = async (page: Page, key: string, value: string) => {
    await settings(page).getByRole('button', { name: 'Add tag' }).click()
    await settings(page).getByRole('textbox', { name: 'Name of tag 1' }).fill(key)
    await settings(page).getByRole('textbox', { name: 'Value of tag 1' }).fill(value)
  }
  await tag(mine, 'team', 'web')
  await tag(theirs, 'env', 'dev')
  await saveIn(theirs).click()
  await expect(theirs.getByText('Settings saved')).toBeVisible()
  await expect(saveIn(theirs)).toBeFocused()

  await saveIn(mine).click()
  const told = mine.getByRole('alert').filter({ hasText: 'Somebody else changed this version' })
  await expect(told).toContainText('Tag env=dev added')
  await told.getByRole('button', { name: 'Apply mine again' }).click()
  await saveIn(mine).click()
  await expect(mine.getByText('Settings saved')).toBeVisible()
  await expect(settings(mine).getByRole('textbox', { name: 'Name of tag 1' })).toHaveValue('env')
  await expect(settings(mine).getByRole('textbox', { name: 'Name of tag 2' })).toHaveValue('team')

  await settings(mine).getByRole('radio', { name: 'No' }).check({ force: true })
  await expect(settings(mine).getByRole('list', { name: 'What else happens' })).toContainText(
    'Applications that use the address without a version fail too',
  )
})

test('the renewal comes on the day that was shown, as a new version with its mails', async ({
  pageOf,
}) => {
  await make('policy-renewal')
  await vaultClient(VAULT).setContacts([{ email: 'pki@contoso.example' }])
  const page = await pageOf(OPS)
  await page.goto(at('policy-renewal'))
  await page.getByRole('link', { name: 'Edit policy' }).scrollIntoViewIfNeeded()
  const when = main(page).locator('[data-renewal="renews"] time')
  await expect(
    main(page).getByText('Mails pki@contoso.example when the renewal starts,'),
  ).toBeVisible()
  const day = Date.parse(String(await when.getAttribute('datetime')))
  expect(day).toBeGreaterThan(Date.now() + 60 * 86_400_000)
  const versions = page.getByRole('list', { name: 'Versions, newest first' }).getByRole('listitem')
  await expect(versions).toHaveCount(1)

  await control('PUT', '/clock', { now: new Date(day - 3_600_000).toISOString() })
  await page.reload()
  await expect(versions).toHaveCount(1)
  await control('PUT', '/clock', { now: new Date(day + 60_000).toISOString() })
  await page.reload()
  await expect(versions).toHaveCount(2)
  const outbox = JSON.stringify(await control('GET', '/outbox'))
  expect(outbox).toContain('policy-renewal in key vault contoso-dev is being renewed')
  expect(outbox).toContain('policy-renewal in key vault contoso-dev was renewed')
})
