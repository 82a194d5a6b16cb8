import { deepStrictEqual, match, ok } from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { azSnippet } from '#lib/domain/show-as-code/az.ts'
import { azRest } from '#lib/domain/show-as-code/rest.ts'
import type { CertificateWrite, Policy } from '#lib/domain/show-as-code/write.ts'
import type { OwnCloud } from './own-cloud.ts'
import { pick } from './pick.ts'

const vault = 'contoso-prod'
const name = 'shown'
const place = { vaultSuffix: '.vault.azure.net' }
const on = { vault, name }
const tags = { env: 'prod', note: `it's $HOME "here"` }

const policy: Policy = {
  issuer: 'Self',
  subject: `CN=shown.contoso.com, O="Conto's, Inc."`,
  names: { dns: ['shown.contoso.com'], emails: ['ops@contoso.com'] },
  kty: 'EC',
  curve: 'P-256',
  exportable: true,
  reuseKey: false,
  contentType: 'application/x-pkcs12',
  keyUsage: ['digitalSignature'],
  extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'],
  validityMonths: 3,
  lifetimeAction: { action: 'AutoRenew', daysBeforeExpiry: null, lifetimePercentage: 80 },
}

/**
 * The lines that the console shows under "Azure CLI" and "REST", pasted into bash as they are: a whole life of a
 * certificate, an authority and contacts. The folder `az-client` says why Debian's CLI needs help for it.
 */
export function runShownCode(
  cloud: OwnCloud,
  step: (what: string, work: () => void) => void,
): void {
  const folder = join(cloud.folder, 'shown')
  mkdirSync(folder)
  const bash = (code: string, typed = '') => {
    const text = execFileSync('bash', ['--norc', '-euo', 'pipefail', '-c', code], {
      cwd: folder,
      input: typed,
      encoding: 'utf8',
      env: {
        ...cloud.env,
        AZURE_CONFIG_DIR: `${cloud.folder}/az`,
        AZURE_CORE_COLLECT_TELEMETRY: '0',
        AZURE_CORE_ONLY_SHOW_ERRORS: '1',
        PYTHONPATH: join(import.meta.dirname, 'az-client'),
        // Python would leave compiled files beside it.
        PYTHONDONTWRITEBYTECODE: '1',
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    }).trim()
    return text
  }
  const parsed = (text: string): unknown => (text.startsWith('{') ? JSON.parse(text) : text)
  const az = (write: CertificateWrite, typed?: string) =>
    parsed(bash(azSnippet(write, place).code, typed))
  const rest = (write: CertificateWrite, typed?: string) =>
    parsed(bash(azRest(write, place), typed))
  const openssl = (line: string) =>
    execFileSync('openssl', line.split(' '), { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  const versionOf = (of: string) =>
    String(pick(parsed(bash(`az keyvault certificate show --vault-name ${vault} -n ${of}`)), 'id'))
      .split('/')
      .at(-1) ?? ''

  step('shown: create, with tags and names that need quotes', () => {
    az({ kind: 'create', ...on, policy, tags })
    const made = parsed(bash(`az keyvault certificate show --vault-name ${vault} -n ${name}`))
    deepStrictEqual(pick(made, 'tags'), tags)
    const x509 = pick(made, 'policy', 'x509CertificateProperties')
    deepStrictEqual(pick(x509, 'subject'), policy.subject)
    deepStrictEqual(pick(x509, 'subjectAlternativeNames', 'emails'), ['ops@contoso.com'])
    deepStrictEqual(pick(made, 'policy', 'keyProperties', 'curve'), 'P-256')
  })
  const version = () => versionOf(name)
  step('shown: change a version, and take its tags away', () => {
    const write = { kind: 'update-version', ...on, version: version() } as const
    deepStrictEqual(pick(az({ ...write, enabled: false }), 'attributes', 'enabled'), false)
    ok(!pick(az({ ...write, tags: {} }), 'tags', 'env'))
    deepStrictEqual(pick(az({ ...write, enabled: true, tags }), 'tags'), tags)
    const hostile = { owner: '@ops', '-x': 'a=@b' }
    deepStrictEqual(pick(az({ ...write, tags: hostile }), 'tags'), hostile)
  })
  step('shown: change the policy', () => {
    az({ kind: 'update-policy', ...on, policy: { ...policy, validityMonths: 6 } })
    const kept = parsed(bash(`az keyvault certificate show --vault-name ${vault} -n ${name}`))
    const months = pick(kept, 'policy', 'x509CertificateProperties', 'validityInMonths')
    deepStrictEqual(months, 6)
    rest({ kind: 'update-policy', ...on, policy: { ...policy, validityMonths: 9 } })
  })
  step('shown: export the key, as it is kept and as PEM', () => {
    const write = {
      kind: 'export-private',
      ...on,
      version: version(),
      stored: 'application/x-pkcs12',
      protect: false,
    } as const
    az({ ...write, format: 'pfx' })
    const pem = `${name}-${write.version.slice(0, 8)}.pem`
    az({ ...write, format: 'pem' })
    const text = readFileSync(join(folder, pem), 'utf8')
    match(text, /BEGIN PRIVATE KEY/)
    match(text, /BEGIN CERTIFICATE/)
    const file = `${name}-${write.version.slice(0, 8)}.pfx`
    openssl(`pkcs12 -in ${file} -passin pass: -nodes`)
    rest({ ...write, format: 'pfx' })
    openssl(`pkcs12 -in ${file} -passin pass: -nodes`)
  })
  step('shown: backup, delete, recover, purge, restore', () => {
    az({ kind: 'backup', ...on })
    az({ kind: 'delete', ...on })
    az({ kind: 'recover', ...on })
    rest({ kind: 'backup', ...on })
    az({ kind: 'delete', ...on })
    az({ kind: 'purge', ...on })
    const file = `${name}.backup`
    match(String(pick(rest({ kind: 'restore', vault, file }), 'id')), /\/certificates\/shown\//)
    rest({ kind: 'delete', ...on })
    rest({ kind: 'purge', ...on })
    match(String(pick(az({ kind: 'restore', vault, file }), 'id')), /\/certificates\/shown\//)
  })
  step('shown: order, cancel, delete the order, merge a signed chain', () => {
    const order = { vault, name: 'shown-order' }
    const asked = { ...policy, issuer: 'Unknown', lifetimeAction: null }
    az({ kind: 'create', ...order, policy: asked })
    deepStrictEqual(
      pick(az({ kind: 'cancel-operation', ...order }), 'cancellation_requested'),
      true,
    )
    az({ kind: 'delete-operation', ...order })
    const csr = String(pick(az({ kind: 'create', ...order, policy: asked }), 'csr'))
    writeFileSync(join(folder, 'r.der'), Buffer.from(csr, 'base64'))
    openssl('req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 30 -subj /CN=CA')
    openssl(
      'x509 -req -inform DER -in r.der -CA ca.crt -CAkey ca.key -CAcreateserial -days 9 -out leaf.crt',
    )
    const chain = ['leaf.crt', 'ca.crt'].map((file) =>
      openssl(`x509 -in ${file} -outform DER`).toString('base64'),
    )
    deepStrictEqual(pick(az({ kind: 'merge', ...order, chain, tags }), 'cer'), chain[0])
  })
  step('shown: import a file, its password typed', () => {
    openssl('req -x509 -newkey rsa:2048 -nodes -keyout k.pem -out c.pem -days 30 -subj /CN=brought')
    const password = `a"b'c $d`
    execFileSync(
      'openssl',
      [
        'pkcs12',
        '-export',
        '-in',
        'c.pem',
        '-inkey',
        'k.pem',
        '-out',
        "Jane's.pfx",
        '-passout',
        `pass:${password}`,
      ],
      { cwd: folder },
    )
    const write = {
      kind: 'import',
      vault,
      name: 'shown-brought',
      file: "Jane's.pfx",
      contentType: 'application/x-pkcs12',
      protected: true,
      policy: { issuer: 'Unknown', subject: 'CN=brought', exportable: false },
      tags: { env: 'prod' },
    } as const
    const brought = az(write, `${password}\n`)
    deepStrictEqual(pick(brought, 'policy', 'keyProperties', 'exportable'), false)
    deepStrictEqual(pick(brought, 'policy', 'issuerParameters', 'name'), 'Unknown')
    const again = rest({ ...write, name: 'shown-brought-2' }, `${password}\n`)
    deepStrictEqual(pick(again, 'policy', 'key_props', 'exportable'), false)
  })
  step('shown: an authority with its administrators, and its end', () => {
    const issuer = { vault, issuer: 'shown-ca' }
    const digicert = { provider: 'DigiCert', accountId: '4711', organizationId: '815' }
    az({ kind: 'set-issuer', ...issuer, settings: { ...digicert, credential: 'API key' } }, 'key\n')
    const show = `az keyvault certificate issuer show --vault-name ${vault} --issuer-name shown-ca`
    const first = parsed(bash(show))
    deepStrictEqual(pick(first, 'credentials', 'accountId'), '4711')
    deepStrictEqual(pick(first, 'organizationDetails', 'id'), '815')
    az({ kind: 'delete-issuer', ...issuer })

    const settings = {
      provider: 'GlobalSign',
      accountId: 'PAR12345',
      administrators: [
        { firstName: 'Pat', lastName: "O'Hara", email: 'pat@contoso.com', phone: '+49 30 1' },
        { email: 'kim@contoso.com', firstName: 'Kim', lastName: 'Li', phone: '1' },
      ],
      credential: 'password',
    }
    az({ kind: 'set-issuer', ...issuer, settings }, 'secret\n')
    const kept = parsed(bash(show))
    deepStrictEqual(pick(kept, 'credentials', 'accountId'), 'PAR12345')
    const admins = pick(kept, 'organizationDetails', 'adminDetails')
    deepStrictEqual(pick(admins, '0', 'lastName'), "O'Hara")
    deepStrictEqual(pick(admins, '1', 'emailAddress'), 'kim@contoso.com')
    const change = {
      kind: 'update-issuer',
      ...issuer,
      provider: 'GlobalSign',
      credential: 'password',
    } as const
    const changed = az({ ...change, change: { newCredential: true, enabled: false } }, 'other\n')
    deepStrictEqual(pick(changed, 'attributes', 'enabled'), false)
    rest({ kind: 'delete-issuer', ...issuer })
  })
  step('shown: contacts come and go', () => {
    const listed = (): unknown[] => {
      const all = parsed(bash(`az keyvault certificate contact list --vault-name ${vault}`))
      return Object.values(pick(all, 'contactList') ?? {})
    }
    const before = listed().map((one) => ({ email: String(pick(one, 'emailAddress')) }))
    const ann = { email: 'ann@contoso.com', name: "Ann O'Neil", phone: '+49 30 2' }
    az({ kind: 'set-contacts', vault, before, after: [...before, ann] })
    deepStrictEqual(pick(listed().at(-1), 'name'), ann.name)
    az({ kind: 'set-contacts', vault, before: [...before, ann], after: before })
    deepStrictEqual(listed().length, before.length)
  })
}
