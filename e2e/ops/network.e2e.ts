import { expect, OPS, OWNER, test } from '../shared/people.ts'
import { statusFrom } from '../shared/vault-client.ts'

const vault = 'petdash-prod'
const partner = '198.51.100.17'

test('a rule shuts a caller out as the what-if said, and lets it in again', async ({ pageOf }) => {
  const page = await pageOf(OPS)
  await page.goto(`/ops/vaults/${vault}/network`)
  expect(await statusFrom(vault, partner)).toBe(200)

  const panel = page.getByRole('region', { name: 'Would they get in?' })
  await panel.getByLabel('Their address').fill(partner)
  await expect(panel.getByText('Allowed')).toBeVisible()
  await page.getByRole('button', { name: `Remove ${partner}/32` }).click()
  await expect(panel.getByText(`No rule takes in ${partner}.`)).toBeVisible()
  await expect(page.getByRole('list', { name: 'Changes' })).toHaveText(
    `Remove the rule ${partner}/32.`,
  )
  const save = page.getByRole('button', { name: 'Save network' })
  await save.click()
  await expect(page.getByText(`The network of ${vault} is changed`)).toBeVisible()
  expect(await statusFrom(vault, partner)).toBe(403)

  const form = page.getByRole('form', { name: `Network of ${vault}` })
  const field = form.getByLabel('Address or range')
  for (const [typed, fault] of [
    ['192.168.0.0/24', /private range/],
    ['2001:db8::1', /IPv6/],
    ['203.0.113.7', /is in 203\.0\.113\.0\/26 already/],
  ] as const) {
    await field.fill(typed)
    await field.press('Enter')
    await expect(field).toHaveAccessibleDescription(fault)
    await expect(field).toHaveValue(typed)
  }

  await page.getByRole('button', { name: 'Remove 127.0.0.1/32' }).click()
  await expect(page.getByText('This shuts out this console, 127.0.0.1')).toBeVisible()
  await page.getByRole('button', { name: 'Discard' }).click()
  await field.fill(partner)
  await field.press('Enter')
  await save.click()
  await expect(page.getByRole('button', { name: `Remove ${partner}/32` })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Changes' })).toHaveCount(0)
  expect(await statusFrom(vault, partner)).toBe(200)
})

test('a private endpoint that waits is approved', async ({ pageOf }) => {
  const page = await pageOf(OPS)
  await page.goto('/ops/vaults/contoso-prod/network')
  const row = page.getByRole('listitem').filter({ hasText: 'pe-billing-to-contoso-prod' })
  await expect(row.getByText('Pending')).toBeVisible()
  await row.getByRole('button', { name: 'Approve' }).click()
  await expect(row.getByText('Approved')).toBeVisible()
})

test('a subnet gets its service endpoint from whoever may, and is let in then', async ({
  pageOf,
}) => {
  const name = 'snet-batch of vnet-hub'
  const choose = async (address: string) => {
    const page = await pageOf(address)
    await page.goto('/ops/vaults/contoso-prod/network')
    const subnets = page.getByLabel('Let in a subnet')
    const lacking = subnets.getByRole('option', { name: /^snet-batch/ })
    await subnets.selectOption(await lacking.getAttribute('value'))
    await page.getByRole('button', { name: 'Enable it and add the rule' }).click()
    return page
  }
  const ops = await choose(OPS)
  await expect(
    ops.getByText('Microsoft.Network/virtualNetworks/subnets/write').first(),
  ).toBeVisible()
  await expect(ops.getByText(/You may not change/)).toBeVisible()

  const owner = await choose(OWNER)
  await expect(owner.getByRole('list', { name: 'Subnets that are let in' })).toContainText(name)
  await owner.getByRole('button', { name: 'Save network' }).click()
  await expect(owner.getByText('The network of contoso-prod is changed')).toBeVisible()
  await owner.getByRole('button', { name: `Remove ${name}` }).click()
  await owner.getByRole('button', { name: 'Save network' }).click()
  await expect(owner.getByRole('list', { name: 'Changes' })).toHaveCount(0)
})
