import { control } from '../shared/control.ts'
import { exportPfx, makeChain } from '../shared/openssl.ts'
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

  // No code that could not run; and what comes back wrong says so again.
  await page.getByRole('button', { name: 'Show as code' }).click()
  const code = page.getByRole('dialog', { name: 'Show as code' })
  await expect(code.getByRole('list', { name: 'Faults' })).toContainText('Name: Letters')
  await expect(code).not.toContainText('az keyvault')
  await code.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('link', { name: 'Cancel' }).click()
  await page.goto(NEW)
  await expect(name).toHaveValue('my site')
  await expect(name).toHaveAttribute('aria-invalid', 'true')
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

test('an order that the CA refuses is readable, and goes through once the domain is vetted', async ({
  pageOf,
}) => {
  test.slow()
  const page = await pageOf(OPS)
  const host = 'shop.unvetted-store.example'
  const order = async () => {
    await page.goto(`${NEW}?way=ca`)
    await page.getByRole('radio', { name: 'DigiCert' }).check()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('ordered-shop')
    await page.getByRole('textbox', { name: 'Subject' }).fill(`CN=${host}`)
    await page.getByRole('button', { name: `Add ${host}` }).click()
    // Typed as soon as the page was there: nothing that comes later may take it away.
    await expect(page.getByRole('textbox', { name: 'Validity' })).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue(
      'ordered-shop',
    )
  }
  await order()
  const summary = page.getByRole('complementary', { name: 'Summary' })
  await expect(page.getByText('Free in contoso-prod.')).toBeVisible()
  // As long as browsers allow it and its renewal, told before it is sent.
  await expect(page.getByRole('textbox', { name: 'Validity' })).toHaveValue('3')
  await expect(page.getByText('within the 100 days that hold from')).toBeVisible()
  await expect(summary.getByText('DigiCert', { exact: true })).toBeVisible()
  // In a production vault the key stays, unless somebody says otherwise.
  await expect(page.getByRole('radio', { name: 'Not exportable' })).toBeChecked()
  await expect(page.getByText('App Service cannot import it')).toBeVisible()
  await page.getByRole('radio', { name: /^Exportable/ }).check()
  await expect(page.getByText('can copy this key')).toBeVisible()
  await expect(page.getByText('Changed since: export.')).toBeVisible()
  await page.getByRole('button', { name: 'Set back' }).click()
  await page.getByRole('button', { name: 'Order certificate' }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'ordered-shop' })).toBeVisible()
  const refusal = `The domain of ${host} has not been validated`
  await expect(page.getByText(refusal).first()).toBeVisible()

  await control('POST', '/domains', { provider: 'DigiCert', domain: 'unvetted-store.example' })
  await order()
  await expect(page.getByText('An order of this name came to nothing')).toBeVisible()
  await page.getByRole('combobox', { name: 'Product' }).selectOption('OV-SSL')
  await page.getByRole('button', { name: 'Order certificate' }).click()
  const main = page.getByRole('main')
  await expect(main.getByText('Healthy').first()).toBeVisible()
  await expect(main.getByText('OV', { exact: true }).first()).toBeVisible()
})

test('GlobalSign signs what a vault that is connected to it orders', async ({ pageOf }) => {
  test.slow()
  const page = await pageOf(OPS)
  await page.goto('/ops/vaults/petdash-prod/certificates/new?way=ca')
  await page.getByRole('link', { name: 'Connect one' }).click()
  await page.getByRole('link', { name: 'Connect GlobalSign' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('GlobalSign-EV')
  await page.getByLabel('Account ID').fill('contoso-7731')
  await page.getByLabel('Password', { exact: true }).fill('simulated-globalsign-password')
  await page.getByRole('button', { name: 'Add administrator' }).click()
  for (const [what, text] of [
    ['First name', 'Olga'],
    ['Last name', 'Prentice'],
    ['E-mail', 'ops@contoso.example'],
    ['Telephone', '+31 20 555 0142'],
  ] as const) {
    await page.getByLabel(`${what} of administrator 1`).fill(text)
  }
  await page.getByRole('button', { name: 'Connect GlobalSign' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'GlobalSign-EV' })).toBeVisible()

  await page.goto('/ops/vaults/petdash-prod/certificates/new')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('petdash-ev')
  await page.getByRole('textbox', { name: 'Subject' }).fill('CN=pay.petdash.example')
  await page.getByRole('button', { name: 'Add pay.petdash.example' }).click()
  await page.getByRole('radio', { name: 'From a connected CA' }).check()
  // The only issuer of the vault is chosen, and what was typed came along.
  await expect(page.getByRole('radio', { name: 'GlobalSign-EV' })).toBeChecked()
  await expect(page.getByRole('textbox', { name: 'Name 1' })).toHaveValue('pay.petdash.example')
  await page.getByRole('combobox', { name: 'Product' }).selectOption('EV-SSL')
  await page.getByRole('button', { name: 'Order certificate' }).click()
  const main = page.getByRole('main')
  await expect(main.getByText('Healthy').first()).toBeVisible()
  await expect(main.getByText('EV', { exact: true }).first()).toBeVisible()
})

test('a request for any CA and a file: names are told before, and what was typed survives', async ({
  pageOf,
}) => {
  test.slow()
  const page = await pageOf(OPS)
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  const subject = page.getByRole('textbox', { name: 'Subject' })
  await page.goto(NEW)
  await page.getByRole('radio', { name: 'From any CA, by CSR' }).check()
  await expect(page).toHaveURL(/way=csr/)
  await name.fill('www')
  await expect(page.getByText('this becomes its new version')).toBeVisible()
  await subject.fill('CN=partner.contoso.com')
  await page.getByRole('radio', { name: 'Service mTLS' }).check()
  await page.getByRole('link', { name: 'Cancel' }).click()
  await expect(page).toHaveURL(/\/certificates$/)
  await page.goBack()
  await expect(page.getByText('Filled with what you typed here before.')).toBeVisible()
  await expect(subject).toHaveValue('CN=partner.contoso.com')
  await expect(page.getByRole('radio', { name: 'Service mTLS' })).toBeChecked()

  await name.fill('partner-link')
  await page.getByRole('button', { name: 'Create request' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'partner-link' })).toBeVisible()
  await expect(page.getByText('-----BEGIN CERTIFICATE REQUEST-----').first()).toBeVisible()

  await page.goto(NEW)
  await expect(name).toHaveValue('')
  await name.fill('partner-link')
  await expect(page.getByText('its signing request waits for you')).toBeVisible()
  await page.getByRole('radio', { name: 'Import a file' }).check()
  const chain = makeChain('by-file.fabrikam.example')
  await page.getByLabel('Certificate file').setInputFiles(exportPfx(chain, ''))
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('by-file')
  await page.getByRole('button', { name: 'Import certificate' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'by-file' })).toBeVisible()
})
