import { expect, OPS, test } from '../shared/people.ts'

const NEW = '/ops/vaults/contoso-prod/certificates/new'

test('a certificate is created, seen while it is made, and found in the table', async ({
  pageOf,
}) => {
  const page = await pageOf(OPS)
  await page.goto(NEW)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('shop-checkout')
  await page
    .getByRole('textbox', { name: 'Subject' })
    .fill('CN=checkout.contoso.com, O=Contoso, Inc.')
  await expect(page.getByText('Did you mean')).toBeVisible()
  await page.getByRole('button', { name: 'Use this' }).click()
  await expect(page.getByRole('textbox', { name: 'Subject' })).toHaveValue(
    'CN=checkout.contoso.com, O="Contoso, Inc."',
  )
  await page.getByRole('button', { name: 'Create certificate' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'shop-checkout' })).toBeVisible()
  await expect(page.getByRole('main').getByText('Healthy').first()).toBeVisible()
  await expect(page.getByText('CN=checkout.contoso.com').first()).toBeVisible()

  await page.goto('/ops/vaults/contoso-prod/certificates')
  await page.getByRole('link', { name: 'shop-checkout' }).click()
  await expect(page).toHaveURL(/\/certificates\/shop-checkout$/)
})

test('wrong input is told at its field, and nothing typed is lost', async ({ pageOf }) => {
  const page = await pageOf(OPS)
  await page.goto(NEW)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('my site')
  await page.getByRole('textbox', { name: 'Subject' }).fill('CN=site.contoso.com')
  await page.getByRole('button', { name: 'Create certificate' }).click()
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  await expect(name).toHaveAttribute('aria-invalid', 'true')
  await expect(name).toHaveAccessibleDescription(/space/i)
  await expect(name).toHaveValue('my site')
  await expect(page.getByRole('textbox', { name: 'Subject' })).toHaveValue('CN=site.contoso.com')
})

test('a press that ends the typing in a faulty field still counts', async ({ pageOf }) => {
  const page = await pageOf(OPS)
  await page.goto(NEW)
  await page.getByRole('textbox', { name: 'Subject' }).fill('bad')
  const create = page.getByRole('button', { name: 'Create certificate' })
  await create.hover()
  await page.mouse.down()
  await expect(create).toBeFocused()
  // Two frames: what the loss of focus brings about would be drawn by now.
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  )
  await page.mouse.up()
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  await expect(name).toBeFocused()
  await expect(name).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByRole('textbox', { name: 'Subject' })).toHaveAttribute(
    'aria-invalid',
    'true',
  )
})

test('two tags of one name are told, and the focus leads there', async ({ pageOf }) => {
  const page = await pageOf(OPS)
  await page.goto(NEW)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('twice-tagged')
  await page.getByRole('textbox', { name: 'Subject' }).fill('CN=twice.contoso.com')
  for (const place of [1, 2]) {
    await page.getByRole('button', { name: 'Add tag' }).click()
    await page.getByRole('textbox', { name: `Name of tag ${place}` }).fill('env')
  }
  await page.getByRole('button', { name: 'Create certificate' }).click()
  await expect(page.getByText('already in the list').first()).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Name of tag 1' })).toBeFocused()
})
