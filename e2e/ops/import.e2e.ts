import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Download, Page } from '@playwright/test'
import { exportPfx, fingerprints, type MadeChain, makeChain, openssl } from '../shared/openssl.ts'
import { expect, OPS, test } from '../shared/people.ts'

const VAULT = '/ops/vaults/contoso-prod/certificates'
const PASSWORD = 'correct horse'

async function importFile(page: Page, file: string, name: string, password = ''): Promise<void> {
  await page.goto(`${VAULT}/import`)
  await page.getByLabel('Certificate file').setInputFiles(file)
  if (password !== '') {
    await page.getByLabel('Password of the file').fill(password)
    await page.getByRole('button', { name: 'Open file' }).click()
  }
  await expect(
    page.getByRole('list', { name: 'Chain, leaf first' }).getByRole('listitem'),
  ).toHaveCount(3)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await page.getByRole('button', { name: 'Import certificate' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

async function exportWithKey(page: Page, format: 'PFX' | 'PEM', password = ''): Promise<Download> {
  await page.getByRole('button', { name: 'Download' }).click()
  await page.getByRole('menuitem', { name: format === 'PFX' ? /^PFX/ : /^PEM with key/ }).click()
  await page.getByLabel('Reason').fill('Install on the load balancer, change CHG-4711')
  if (password !== '') await page.getByLabel('Password for the file').fill(password)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  return download
}

/** The chain in a downloaded PEM text equals the one that openssl made, in order, and so does the key. */
function expectSame(chain: MadeChain, pem: string): void {
  const made = [chain.leaf, chain.intermediate, chain.root].map((file) =>
    readFileSync(file, 'utf8'),
  )
  expect(fingerprints(chain.folder, pem)).toEqual(fingerprints(chain.folder, made.join('')))
  const key = join(chain.folder, 'downloaded.key')
  writeFileSync(
    key,
    /-----BEGIN PRIVATE KEY-----[\s\S]+?-----END PRIVATE KEY-----/.exec(pem)?.[0] ?? '',
  )
  const publicKey = (file: string) => openssl(chain.folder, 'pkey', '-in', file, '-pubout')
  expect(publicKey(key)).toBe(publicKey(chain.key))
}

for (const [kind, name, options] of [
  ['AES-256', 'imported-aes', []],
  ['3DES', 'imported-3des', ['-legacy']],
] as const) {
  test(`a PFX encrypted with ${kind} goes in and comes out with leaf, key and chain`, async ({
    pageOf,
  }) => {
    const chain = makeChain(`${name}.fabrikam.example`)
    const page = await pageOf(OPS)
    await importFile(page, exportPfx(chain, PASSWORD, ...options), name, PASSWORD)

    const plain = await (await exportWithKey(page, 'PFX')).path()
    expectSame(chain, openssl(chain.folder, 'pkcs12', '-in', plain, '-passin', 'pass:', '-nodes'))
    const wrapped = await (await exportWithKey(page, 'PFX', 'another one')).path()
    expectSame(
      chain,
      openssl(chain.folder, 'pkcs12', '-in', wrapped, '-passin', 'pass:another one', '-nodes'),
    )
    expect(() =>
      openssl(chain.folder, 'pkcs12', '-in', wrapped, '-passin', 'pass:', '-nodes'),
    ).toThrow()
  })
}

test('a PEM bundle goes in and comes out; its CER holds the leaf', async ({ pageOf }) => {
  const chain = makeChain('imported-pem.fabrikam.example')
  const bundle = join(chain.folder, 'bundle.pem')
  const parts = [chain.key, chain.leaf, chain.intermediate, chain.root]
  writeFileSync(bundle, parts.map((file) => readFileSync(file, 'utf8')).join(''))
  const page = await pageOf(OPS)
  await importFile(page, bundle, 'imported-pem')

  const pem = await (await exportWithKey(page, 'PEM')).path()
  expectSame(chain, readFileSync(pem, 'utf8'))

  await page.getByRole('button', { name: 'Download' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: /^CER/ }).click()
  const cer = await (await download).path()
  const leaf = openssl(chain.folder, 'x509', '-in', cer, '-inform', 'DER', '-noout', '-serial')
  expect(leaf).toBe(openssl(chain.folder, 'x509', '-in', chain.leaf, '-noout', '-serial'))
})

test('the next import makes a version, and each can be told from the other', async ({ pageOf }) => {
  const page = await pageOf(OPS)
  for (const commonName of ['first.fabrikam.example', 'second.fabrikam.example']) {
    await importFile(page, exportPfx(makeChain(commonName), PASSWORD), 'twice', PASSWORD)
  }
  const versions = page.getByRole('list', { name: 'Versions, newest first' })
  await expect(versions.getByRole('listitem')).toHaveCount(2)
  await versions
    .getByRole('link', { name: /^Version/ })
    .last()
    .click()
  await expect(page).toHaveURL(/\/certificates\/twice\/[0-9a-f]{32}$/)
  await expect(page.getByText('first.fabrikam.example').first()).toBeVisible()
})

test.describe('a file that cannot be imported is told at its field', () => {
  const chain = makeChain('refused.fabrikam.example')
  const path = (name: string) => join(chain.folder, name)

  async function choose(page: Page, file: string) {
    await page.goto(`${VAULT}/import`)
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('kept-name')
    await page.getByLabel('Certificate file').setInputFiles(file)
  }
  async function expectAtFile(page: Page, message: RegExp) {
    await expect(page.getByLabel('Certificate file')).toHaveAccessibleDescription(message)
    await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('kept-name')
  }

  test('wrong password', async ({ pageOf }) => {
    const page = await pageOf(OPS)
    await choose(page, exportPfx(chain, PASSWORD))
    const field = page.getByLabel('Password of the file')
    await field.fill('wrong horse')
    await page.getByRole('button', { name: 'Open file' }).click()
    await expect(field).toHaveAccessibleDescription(/password/i)
    await expect(field).toHaveAttribute('aria-invalid', 'true')
    await expect(field).toHaveValue('wrong horse')
    // Nothing is known of the next one yet.
    await field.fill('right horse')
    await expect(field).not.toHaveAttribute('aria-invalid', 'true')
  })

  test('no private key', async ({ pageOf }) => {
    const file = path('no-key.pfx')
    openssl(
      chain.folder,
      ...['pkcs12', '-export', '-nokeys', '-in', chain.leaf, '-out', file, '-passout', 'pass:'],
    )
    const page = await pageOf(OPS)
    await choose(page, file)
    await expectAtFile(page, /private key/i)
  })

  test('two private keys in a PEM', async ({ pageOf }) => {
    const other = makeChain('other.fabrikam.example')
    const file = path('two-keys.pem')
    const parts = [chain.key, chain.leaf, other.key, other.leaf]
    writeFileSync(file, parts.map((part) => readFileSync(part, 'utf8')).join(''))
    const page = await pageOf(OPS)
    await choose(page, file)
    await expectAtFile(page, /(two|several|more than one|2) private keys/i)
  })

  test('10 MB', async ({ pageOf }) => {
    const file = path('large.pfx')
    writeFileSync(file, Buffer.alloc(10_000_000, 7))
    const page = await pageOf(OPS)
    await choose(page, file)
    await expectAtFile(page, /(large|big|at most|kB|MB)/i)
  })

  test('a text file', async ({ pageOf }) => {
    const file = path('notes.pfx')
    writeFileSync(file, 'Remember the milk.\n')
    const page = await pageOf(OPS)
    await choose(page, file)
    await expectAtFile(page, /certificate|PFX/i)
  })
})
