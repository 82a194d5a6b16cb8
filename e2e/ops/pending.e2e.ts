import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { strToU8, zipSync } from 'fflate'
import { control } from '../shared/control.ts'
import { makeChain, openssl, packPkcs7, signRequest } from '../shared/openssl.ts'
import { DEV, expect, OPS, test } from '../shared/people.ts'
import { orderElsewhere } from '../shared/vault-client.ts'

const VAULT = 'contoso-prod'
const CERTIFICATES = `/ops/vaults/${VAULT}/certificates`

const row = (page: Page, name: string) =>
  page
    .getByRole('table', { name: 'Pending operations' })
    .getByRole('row')
    .filter({
      has: page.getByRole('link', { name, exact: true }),
    })

test('a CSR is signed outside and merged from PKCS#7 in the wrong order', async ({ pageOf }) => {
  test.slow()
  const name = 'merged-edi'
  await orderElsewhere(VAULT, name, {
    subject: 'CN=edi.fabrikam.example',
    subjectAlternativeNames: { dnsNames: ['edi.fabrikam.example'] },
  })
  const page = await pageOf(OPS)
  await page.goto('/ops/pending')
  await expect(row(page, name)).toContainText('Waits for you')
  await row(page, name).getByRole('link', { name }).first().click()

  const panel = page.getByRole('region', { name: 'Signing request' })
  await expect(panel).toContainText('edi.fabrikam.example')
  const download = page.waitForEvent('download')
  await panel.getByRole('button', { name: 'PEM' }).click()
  const csr = readFileSync(await (await download).path(), 'utf8')
  const chain = makeChain('unused.fabrikam.example')
  const answer = signRequest(chain, csr.replaceAll(/-----[A-Z ]+-----|\s/g, ''))

  await page.getByRole('link', { name: 'Merge signed certificate' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`into ${name}`)
  const merge = page.getByRole('button', { name: 'Merge', exact: true })
  await expect(merge).toBeDisabled()

  // Another certificate of the same CA: everything fits but the key.
  await page.getByLabel('Or paste it').fill(readFileSync(chain.leaf, 'utf8'))
  await expect(page.getByRole('list', { name: 'Findings' })).toContainText(
    'None of these certificates has the key of the pending request',
  )
  await expect(merge).toBeDisabled()
  await page.getByLabel('Or paste it').fill('')

  const archive = zipSync({
    'fabrikam/chain.p7b': readFileSync(packPkcs7(chain, chain.root, answer, chain.intermediate)),
    'fabrikam/how-to-install.html': strToU8('<p>Thank you for your order'),
  })
  const files = page.getByLabel('Files')
  const upload = (buffer: Uint8Array) =>
    files.setInputFiles({
      name: 'order.zip',
      mimeType: 'application/zip',
      buffer: Buffer.from(buffer),
    })
  await upload(archive.subarray(0, archive.length / 2))
  await expect(files).toHaveAccessibleDescription(/order\.zip cannot be unpacked/)
  await upload(archive)
  await expect(page.getByRole('list', { name: 'Chosen files' })).toContainText(
    'order.zip/fabrikam/chain.p7b',
  )
  await expect(page.getByText('Ready to merge: 3 certificates, leaf first')).toBeVisible()
  await expect(page.getByText('The certificate has the key of the pending request')).toBeVisible()
  const order = page.getByRole('list', { name: 'Chain, leaf first' }).getByRole('listitem')
  await expect(order).toHaveCount(3)
  await expect(order.first()).toContainText('edi.fabrikam.example')
  await expect(order.last()).toContainText('Fabrikam Root')
  await merge.click()

  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(page.getByRole('main').getByText('Healthy').first()).toBeVisible()
  await expect(page.getByRole('main').getByText('Fabrikam Issuing').first()).toBeVisible()

  await page.getByRole('button', { name: 'Download' }).click()
  await page.getByRole('menuitem', { name: /^PEM with key/ }).click()
  await page.getByLabel('Reason').fill('Check of the chain, change CHG-4712')
  const exported = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const pem = readFileSync(await (await exported).path(), 'utf8')
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []
  expect(blocks).toHaveLength(3)
  expect(
    openssl(
      chain.folder,
      'verify',
      '-CAfile',
      chain.root,
      '-untrusted',
      chain.intermediate,
      answer,
    ),
  ).toContain('OK')
})

test('a failed order is explained and ordered again, another cancelled and deleted', async ({
  pageOf,
}) => {
  test.slow()
  const failing = 'ordered-twice'
  const page = await pageOf(OPS)
  await control('PUT', '/issuers/DigiCert', { down: true })
  try {
    await orderElsewhere(VAULT, failing, {
      issuerName: 'DigiCert',
      subject: `CN=${failing}.contoso.example`,
    })
    await page.goto('/ops/pending')
    // Read again by itself while the CA is asked.
    await expect(row(page, failing)).toContainText('Failed', { timeout: 20_000 })
    await expect(row(page, failing)).toContainText('DigiCert did not answer')
  } finally {
    await control('PUT', '/issuers/DigiCert', { down: false })
  }
  await row(page, failing)
    .getByRole('button', { name: /^Order again/ })
    .click()
  const dialog = page.getByRole('dialog', { name: `Issue a new version of ${failing}` })
  await expect(dialog).toContainText(`CN=${failing}.contoso.example`)
  await dialog.getByRole('button', { name: 'Issue now' }).click()
  await expect(row(page, failing)).toContainText('With the CA')
  await expect(row(page, failing)).toHaveCount(0, { timeout: 20_000 })

  const stopped = 'ordered-stopped'
  await orderElsewhere(VAULT, stopped)
  await page.goto(`${CERTIFICATES}/${stopped}`)
  await page.getByRole('button', { name: 'Cancel operation' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel operation' }).click()
  await expect(page.getByRole('main').getByText('The request was cancelled.')).toBeVisible()
  await page.getByRole('button', { name: 'Delete operation' }).click()
  const confirm = page.getByRole('dialog', { name: `Delete the operation of ${stopped}` })
  await confirm.getByLabel(`Type ${stopped} to confirm`).fill(stopped)
  await confirm.getByRole('button', { name: 'Delete operation' }).click()
  await expect(page).toHaveURL(new RegExp(`${CERTIFICATES}$`))
  await expect(page.getByRole('link', { name: stopped })).toHaveCount(0)
})

test('the list is read again while somebody sees it, and not while nobody does', async ({
  pageOf,
}) => {
  const page = await pageOf(OPS)
  const name = 'watched-order'
  await orderElsewhere(VAULT, name, { issuerName: 'DigiCert' })
  await page.clock.install()
  let reads = 0
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/pending') reads += 1
  })
  await page.goto('/ops/pending')
  await expect(page.getByRole('table', { name: 'Pending operations' })).toContainText('partner-edi')
  await page.clock.runFor(61_000)
  await expect.poll(() => reads).toBeGreaterThan(0)

  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await page.waitForLoadState('networkidle')
  const before = reads
  await page.clock.runFor(10 * 60_000)
  expect(reads).toBe(before)
})

test('the pages are for security operations', async ({ pageOf }) => {
  const page = await pageOf(DEV)
  for (const path of ['/ops/pending', `${CERTIFICATES}/partner-edi/merge`]) {
    const answer = await page.goto(path)
    expect(answer?.status(), path).toBe(403)
    await expect(page.getByText('partner-edi')).toHaveCount(0)
  }
})
