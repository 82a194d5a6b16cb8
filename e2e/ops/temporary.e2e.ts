import type { Page } from '@playwright/test'
import { control } from '../shared/control.ts'
import { expect, test } from '../shared/own-product.ts'
import { OPS } from '../shared/people.ts'
import { statusFrom } from '../shared/vault-client.ts'

test.use({ clockMoves: true })

const vault = 'contoso-prod'
const guest = '20.50.60.70'

async function openForm(page: Page) {
  await page.getByRole('button', { name: 'Let somebody in' }).click()
  return page.getByRole('form', { name: 'Let an address in for a while' })
}

test('somebody is let in for some hours, and shut out by the console when they are over', async ({
  pageOf,
}) => {
  const page = await pageOf(OPS)
  await page.goto(`/ops/vaults/${vault}/network`)
  const form = await openForm(page)
  const address = form.getByLabel('Address or range')
  expect(await statusFrom(vault, guest)).toBe(403)

  await test.step('what is wrong is told beside its field, and nothing typed is lost', async () => {
    await address.fill('10.1.2.3')
    await form.getByRole('button', { name: 'Let in' }).click()
    await expect(address).toHaveAccessibleDescription(/private range/)
    await expect(form.getByLabel('Reason')).toHaveAccessibleDescription(/Say why/)
    await expect(address).toHaveValue('10.1.2.3')
    await address.fill(guest)
    await form.getByLabel('Reason').fill('Penetration test')
  })

  await form.getByRole('button', { name: 'Let in' }).click()
  const row = page.getByRole('listitem').filter({ hasText: 'Penetration test' })
  await expect(row).toContainText(`${guest}/32`)
  await expect(row).toContainText(OPS)
  await expect(form).toHaveCount(0)
  expect(await statusFrom(vault, guest)).toBe(200)

  await test.step('the time passes', async () => {
    // Another test may have moved the clock before.
    const { now } = Object(await control('GET', '/clock'))
    const later = new Date(Date.parse(now) + 4 * 3_600_000 + 60_000)
    await control('PUT', '/clock', { now: later.toISOString() })
    await expect.poll(() => statusFrom(vault, guest), { timeout: 30_000 }).toBe(403)
  })
  await page.reload()
  await expect(row).toHaveCount(0)
  await expect(page.getByRole('button', { name: `Remove ${guest}/32` })).toHaveCount(0)
})

test('it is closed before its time by a person', async ({ pageOf }) => {
  const page = await pageOf(OPS)
  await page.goto(`/ops/vaults/${vault}/network`)
  const form = await openForm(page)
  await form.getByLabel('Address or range').fill('20.50.60.71')
  await form.getByLabel('For', { exact: true }).selectOption('1 day')
  await form.getByLabel('Reason').fill('Moving house')
  await form.getByRole('button', { name: 'Let in' }).click()
  await page.getByRole('button', { name: 'Close 20.50.60.71/32 now' }).click()
  await expect(page.getByText('20.50.60.71/32 is shut out again')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Temporary rules' })).toHaveCount(0)
  expect(await statusFrom(vault, '20.50.60.71')).toBe(403)
})

test('what the console could not close is not opened, and the form says whom to ask', async ({
  pageOf,
}) => {
  const page = await pageOf(OPS)
  await page.goto('/ops/vaults/petdash-prod/network')
  const form = await openForm(page)
  await form.getByLabel('Address or range').fill(guest)
  await form.getByLabel('Reason').fill('Penetration test')
  await form.getByRole('button', { name: 'Let in' }).click()
  await expect(page.getByText('Strongroom could not close it again in petdash-prod')).toBeVisible()
  await expect(form.getByLabel('Reason')).toHaveValue('Penetration test')
  expect(await statusFrom('petdash-prod', guest)).toBe(403)
})
