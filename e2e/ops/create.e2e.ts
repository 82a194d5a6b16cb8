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
