import type { Page } from '@playwright/test'
import { control, withFault } from '../shared/control.ts'
import { expect, test } from '../shared/own-product.ts'
import { OPS } from '../shared/people.ts'
import { orderElsewhere, vaultClient } from '../shared/vault-client.ts'

// The clock is moved here, and a CA is switched off: no other test may meet that.
const VAULT = 'contoso-dev'
const AT = `/ops/vaults/${VAULT}/issuers`
const CANARY = 'canary-of-a-wrong-password'

async function fillAccount(page: Page, name: string, account: string, credential: string) {
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await page.getByLabel('Account ID').fill(account)
  await page.getByLabel(/^(API key|Password)$/).fill(credential)
}

/** One month of life, renewed after four fifths of it. */
async function order(name: string, issuerName: string, ended: string): Promise<void> {
  await orderElsewhere(VAULT, name, { issuerName, validityInMonths: 1 })
  const client = vaultClient(VAULT)
  await expect
    .poll(async () => {
      const poller = await client.getCertificateOperation(name).catch(() => null)
      return poller?.getOperationState().certificateOperation?.status ?? 'failed'
    })
    .toBe(ended)
}

test.use({ clockMoves: true })

test('CAs are connected by form, checked, changed and deleted with care; contacts get their mails', async ({
  pageOf,
}) => {
  test.setTimeout(180_000)
  const page = await pageOf(OPS)
  const seen: string[] = []
  page.on('response', async (response) => {
    if (!response.url().includes('/_next/static')) {
      seen.push(await response.text().catch(() => ''))
    }
  })

  await test.step('GlobalSign: the form says what is missing, and nothing typed is lost', async () => {
    await page.goto(AT)
    await page.getByRole('link', { name: 'Connect GlobalSign' }).click()
    await fillAccount(page, 'Self', 'contoso-7731', CANARY)
    await page.getByRole('button', { name: 'Connect GlobalSign' }).click()
    await expect(
      page.getByRole('textbox', { name: 'Name', exact: true }),
    ).toHaveAccessibleDescription(/keeps the name Self for itself/)
    await expect(page.getByText('Add an administrator.')).toBeVisible()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('GS')
    await page.getByRole('button', { name: 'Add administrator' }).click()
    const ofFirst = (what: string) => page.getByLabel(`${what} of administrator 1`)
    await ofFirst('First name').fill('Ada')
    await ofFirst('E-mail').fill('ada@')
    await page.getByRole('button', { name: 'Connect GlobalSign' }).click()
    await expect(ofFirst('Last name')).toHaveAccessibleDescription('Type the last name.')
    await expect(ofFirst('E-mail')).toHaveAccessibleDescription(/not a domain/)
    await ofFirst('Last name').fill('Byron')
    await ofFirst('E-mail').fill('ada@contoso.example')
    await ofFirst('Telephone').fill('+31 20 555 0142')
    await page.getByRole('button', { name: 'Connect GlobalSign' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'GS' })).toBeVisible()
    await expect(page.getByText('Set up', { exact: true })).toBeVisible()
    await expect(page.getByRole('list', { name: 'Checks' })).toContainText(
      'Key Vault has no call that asks for it',
    )
  })

  await test.step('DigiCert: one of the same name is not replaced', async () => {
    await page.goto(`${AT}/new?provider=DigiCert`)
    await fillAccount(page, 'gs', 'contoso-4107', 'simulated-digicert-key')
    await page.getByRole('button', { name: 'Connect DigiCert' }).click()
    await expect(page.getByLabel('Organisation ID')).toHaveAccessibleDescription(/Type its ID/)
    await page.getByLabel('Organisation ID').fill('41071042')
    await page.getByRole('button', { name: 'Connect DigiCert' }).click()
    await expect(
      page.getByRole('textbox', { name: 'Name', exact: true }),
    ).toHaveAccessibleDescription(/has an issuer of this name/)
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('DC')
    await page.getByRole('button', { name: 'Connect DigiCert' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'DC' })).toBeVisible()
  })

  await test.step('contacts: the difference is told before it is sent', async () => {
    await page.goto(AT)
    await expect(page.getByRole('row', { name: /GS.*GlobalSign.*Set up/ })).toBeVisible()
    await page.getByRole('button', { name: 'Add contacts' }).click()
    const dialog = page.getByRole('dialog', { name: `Contacts of ${VAULT}` })
    await dialog.getByLabel('E-mail of contact 1').fill('ops')
    await dialog.getByRole('button', { name: 'Save contacts' }).click()
    await expect(dialog.getByLabel('E-mail of contact 1')).toHaveAccessibleDescription(/looks like/)
    await dialog.getByLabel('E-mail of contact 1').fill('pki@contoso.example')
    await dialog.getByLabel('Name of contact 1').fill('PKI team')
    await expect(dialog.getByRole('list', { name: 'Changes' })).toContainText(
      'pki@contoso.example gets the mails from now on.',
    )
    await dialog.getByRole('button', { name: 'Save contacts' }).click()
    await expect(page.getByRole('list', { name: 'Contacts' })).toContainText('PKI team')
  })

  await order('by-gs', 'GS', 'failed')
  await order('by-dc', 'DC', 'completed')
  await order('by-vault', 'Self', 'completed')

  await test.step('the check tells the words of the CA, and where it is used', async () => {
    await page.goto(`${AT}/GS`)
    await expect(page.getByText('Orders fail')).toBeVisible()
    await expect(page.getByRole('list', { name: 'Checks' })).toContainText(
      'GlobalSign did not accept the account contoso-7731',
    )
    await expect(page.getByRole('list', { name: 'Certificates that use GS' })).toContainText(
      'by-gs',
    )
  })

  await test.step('the credential is replaced, not shown', async () => {
    await page.getByRole('button', { name: 'Edit settings' }).click()
    const settings = page.getByRole('form', { name: 'Settings of GS' })
    await expect(settings.getByLabel('New password')).toHaveValue('')
    await settings.getByLabel('New password').fill('simulated-globalsign-password')
    await settings.getByRole('switch', { name: 'Enabled' }).uncheck()
    await expect(settings.getByRole('list', { name: 'Changes' })).toContainText(
      'Credential: replaced by the new one.',
    )
    await settings.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('GS is changed')).toBeVisible()
    await expect(page.getByText('Disabled', { exact: true })).toBeVisible()
    await expect(settings.getByLabel('New password')).toHaveValue('')
  })

  await test.step('deleting names what would no longer renew', async () => {
    await page.getByRole('button', { name: 'Delete GS' }).click()
    const dialog = page.getByRole('dialog', { name: 'Delete GS' })
    await expect(dialog.getByRole('list', { name: 'Certificates that name it' })).toContainText(
      'by-gs',
    )
    await dialog.getByRole('textbox').fill('DC')
    await dialog.getByRole('button', { name: 'Delete issuer' }).click()
    await expect(dialog.getByRole('textbox')).toHaveAccessibleDescription('This is not GS.')
    await dialog.getByRole('textbox').fill('GS')
    await dialog.getByRole('button', { name: 'Delete issuer' }).click()
    await expect(page).toHaveURL(new RegExp(`${AT}$`))
    await expect(page.getByRole('row', { name: /DigiCert/ })).toBeVisible()
    await expect(page.getByRole('row', { name: /GlobalSign/ })).toHaveCount(0)
  })

  await test.step('the preview promises what the clock brings', async () => {
    await page.getByRole('button', { name: 'Show the next mails' }).click()
    const coming = page.getByRole('list', { name: 'The next mails, soonest first' })
    await expect(coming.getByRole('listitem').filter({ hasText: 'by-dc' })).toContainText(
      'before and after its renewal',
    )
    await control('PUT', '/issuers/DigiCert', { down: true })
    await control('PUT', '/clock', { now: new Date(Date.now() + 28 * 86_400_000).toISOString() })
    await page.getByRole('link', { name: 'Mails', exact: true }).click()
    const mail = (text: RegExp) => page.getByRole('row', { name: text })
    await expect(mail(/by-vault .*is being renewed/)).toBeVisible()
    await expect(mail(/by-vault .*was renewed/)).toBeVisible()
    await page.getByRole('button', { name: /by-dc .*could not be renewed/ }).click()
    const dialog = page.getByRole('dialog', { name: /by-dc/ })
    await expect(dialog).toContainText('DigiCert could not be reached')
    await expect(dialog).toContainText('pki@contoso.example')
    await dialog.getByRole('link', { name: 'Open by-dc' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'by-dc' })).toBeVisible()
  })

  await test.step('the failed renewal tells its cause where it can be done again', async () => {
    const versions = page.getByRole('list', { name: 'Versions, newest first' })
    await expect(versions.getByRole('listitem')).toHaveCount(1)
    const main = page.getByRole('main')
    await expect(main.getByText('DC did not answer.')).toBeVisible()
    await control('PUT', '/issuers/DigiCert', { down: false })
    await main.getByRole('button', { name: /^Order again/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Issue now' }).click()
    await expect(versions.getByRole('listitem')).toHaveCount(2, { timeout: 20_000 })
  })

  expect(seen.length).toBeGreaterThan(20)
  const told = seen.join('\n')
  for (const secret of [CANARY, 'simulated-globalsign-password', 'simulated-digicert-key']) {
    expect(told.includes(secret), secret).toBe(false)
  }
})

test('another CA is a way with steps, and leads to the wizard; who may not see the contacts is told why', async ({
  pageOf,
}) => {
  const page = await pageOf(OPS)
  const host = `${VAULT}.vault.azure.net`
  await withFault({ host, path: '/certificates/contacts', status: 403 }, async () => {
    await page.goto(AT)
    const refused = page.getByRole('alert').filter({ hasText: 'may not see the contacts' })
    await expect(refused).toContainText('certificates/managecontacts')
    await expect(page.getByText('no right to only read them')).toBeVisible()
  })
  await page.getByRole('link', { name: 'D-Trust' }).click()
  await expect(page.getByText('Key Vault is not integrated with D-Trust')).toBeVisible()
  await expect(page.getByText(/only mails its contacts/)).toBeVisible()
  await page.getByRole('link', { name: 'Make key and CSR' }).click()
  await expect(page).toHaveURL(/certificates\/new\?way=csr&profile=d-trust$/)
  await expect(page.getByRole('radio', { name: /CSR/ })).toBeChecked()
  await expect(page.getByText('RSA 3072').first()).toBeVisible()
})
