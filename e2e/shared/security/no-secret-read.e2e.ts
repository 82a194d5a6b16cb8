import { addressesAtCloud } from '../cloud-records.ts'
import { runOutside } from '../outside/from-outside.ts'
import { expect, test } from '../own-product.ts'
import { OPS } from '../people.ts'

const vault = '/ops/vaults/contoso-dev'
const name = 'never-revealed'
const policy = {
  issuerName: 'Self',
  subject: 'CN=never-revealed.contoso.example',
  keyType: 'EC',
  keyCurveName: 'P-256',
  keyUsage: ['digitalSignature'],
}

/** Requests to the secret of the certificate, as the vault has recorded them. */
function secretReads(): string[] {
  return addressesAtCloud().filter((address) => address.includes(`/secrets/${name}`))
}

test('showing a certificate never asks for its secret; exporting it does', async ({ pageOf }) => {
  test.setTimeout(120_000)
  await runOutside(
    'create-certificates.ts',
    'contoso-dev',
    JSON.stringify([{ name, policy, tags: {} }]),
  ).lines
  const page = await pageOf(OPS)
  const at = `${vault}/certificates/${name}`
  await page.goto(at)
  const link = page
    .getByRole('list', { name: 'Versions, newest first' })
    .getByRole('link', { name: /^Version/ })
    .first()
  const version = String(await link.getAttribute('href'))
  for (const path of [
    '/ops',
    '/ops/certificates?q=never',
    '/ops/pending',
    `${vault}/certificates`,
    at,
    version,
    `${at}/policy`,
    `${vault}/certificates/new?name=${name}`,
    `${vault}/issuers`,
  ]) {
    await page.goto(path)
    await page.waitForLoadState('networkidle')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }
  for (const format of ['cer', 'pem']) {
    const id = version.split('/').at(-1)
    const reply = await page.request.get(
      `/api/certificates/contoso-dev/${name}/versions/${id}/public?format=${format}`,
    )
    expect(reply.status()).toBe(200)
  }
  expect(addressesAtCloud().some((one) => one.includes(`/certificates/${name}`))).toBe(true)
  expect(secretReads()).toEqual([])

  await page.goto(version)
  await page.getByRole('button', { name: 'Download' }).click()
  await page.getByRole('menuitem', { name: /^PFX/ }).click()
  await page.getByLabel('Reason').fill('Move to the load balancer')
  const saved = page.waitForEvent('download')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Download|Export)/ })
    .click()
  await saved
  expect(secretReads().length).toBeGreaterThan(0)
})
