import { X509Certificate } from 'node:crypto'
import type { CertificateClient } from '@azure/keyvault-certificates'
import type { SecretClient } from '@azure/keyvault-secrets'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { addVaultWithClients, fast } from '#lib/testing/vault-clients.ts'

/**
 * The official clients over real TLS, challenge verification left on: what they understand is what
 * the service speaks.
 */
let cloud: TestCloud
let ssl: OpenSsl
let certificates: CertificateClient
let secrets: SecretClient

beforeAll(async () => {
  cloud = await startTestCloud()
  ssl = openSsl()
  const clients = await addVaultWithClients(cloud, { name: 'sdk-vault' })
  certificates = clients.certificates
  secrets = clients.secrets
})
afterAll(async () => {
  ssl.dispose()
  await cloud.close()
})

it('creates, reads, updates, deletes, recovers and purges a certificate', async () => {
  const poller = await certificates.beginCreateCertificate(
    'web',
    { issuerName: 'Self', subject: 'CN=web.contoso.example', keyType: 'EC', keyCurveName: 'P-256' },
    { ...fast, tags: { team: 'web' } },
  )
  const made = await poller.pollUntilDone()
  expect(made.name).toBe('web')
  expect(made.properties.enabled).toBe(true)
  expect(made.properties.tags).toEqual({ team: 'web' })
  expect(made.properties.recoveryLevel).toBe('Recoverable+Purgeable')
  expect(made.policy?.lifetimeActions?.[0]?.action).toBe('AutoRenew')
  const x509 = new X509Certificate(Buffer.from(made.cer ?? new Uint8Array()))
  expect(x509.subject).toBe('CN=web.contoso.example')
  expect(Buffer.from(made.properties.x509Thumbprint ?? []).toString('hex')).toBe(
    x509.fingerprint.replaceAll(':', '').toLowerCase(),
  )

  const operation = await certificates.getCertificateOperation('web')
  expect(operation.getOperationState().isCompleted).toBe(true)

  const version = made.properties.version ?? ''
  const off = await certificates.updateCertificateProperties('web', version, {
    enabled: false,
    tags: { team: 'edge' },
  })
  expect(off.properties.enabled).toBe(false)
  await expect(secrets.getSecret('web')).rejects.toMatchObject({
    statusCode: 403,
    code: 'Forbidden',
    message: 'Operation get is not allowed on a disabled secret.',
  })
  await certificates.updateCertificateProperties('web', version, { enabled: true })

  const deletion = await certificates.beginDeleteCertificate('web', fast)
  const deleted = await deletion.pollUntilDone()
  expect(deleted.recoveryId).toBe('https://sdk-vault.vault.azure.net/deletedcertificates/web')
  expect(deleted.scheduledPurgeDate?.getTime()).toBe(
    (deleted.deletedOn?.getTime() ?? 0) + 90 * 86_400_000,
  )
  const recovery = await certificates.beginRecoverDeletedCertificate('web', fast)
  expect((await recovery.pollUntilDone()).properties.version).toBe(version)
  await (await certificates.beginDeleteCertificate('web', fast)).pollUntilDone()
  await certificates.purgeDeletedCertificate('web')
  await expect(certificates.getDeletedCertificate('web')).rejects.toMatchObject({
    statusCode: 404,
    code: 'CertificateNotFound',
    message: 'Deleted Certificate not found: web',
  })
})

it('imports a PFX with its chain and gives the same key and chain back as a secret', async () => {
  makeChain()
  ssl.run(
    ...['pkcs12', '-export', '-inkey', 'leaf.key', '-in', 'leaf.crt', '-certfile', 'chain.pem'],
    ...['-passout', 'pass:open sesame', '-out', 'leaf.pfx'],
  )
  const imported = await certificates.importCertificate('pfx', ssl.read('leaf.pfx'), {
    password: 'open sesame',
  })
  expect(imported.policy?.issuerName).toBe('Unknown')
  const secret = await secrets.getSecret('pfx')
  expect(secret.properties.contentType).toBe('application/x-pkcs12')
  expect(secret.properties.managed).toBe(true)
  ssl.write('down.pfx', Buffer.from(secret.value ?? '', 'base64'))
  const text = ssl.run('pkcs12', '-in', 'down.pfx', '-passin', 'pass:', '-nodes').toString()
  expect(certificatesIn(text)).toEqual([pem('leaf.crt'), pem('intermediate.crt'), pem('root.crt')])
  ssl.write('down.key', text)
  expect(ssl.run('pkey', '-in', 'down.key', '-pubout').toString()).toBe(
    ssl.run('pkey', '-in', 'leaf.key', '-pubout').toString(),
  )
  // Readers that watch for changes must see the same bytes each time.
  expect((await secrets.getSecret('pfx')).value).toBe(secret.value)
})

it('imports a PEM and gives it back as PEM, key first', async () => {
  makeChain()
  const bundle = ['leaf.crt', 'chain.pem', 'leaf.key'].map((name) => ssl.text(name)).join('')
  await certificates.importCertificate('pem', Buffer.from(bundle), {
    policy: { contentType: 'application/x-pem-file' },
  })
  const { value = '' } = await secrets.getSecret('pem')
  expect(value.startsWith('-----BEGIN PRIVATE KEY-----')).toBe(true)
  expect(certificatesIn(value)).toEqual([pem('leaf.crt'), pem('intermediate.crt'), pem('root.crt')])
})

it('pages through certificates, versions and deleted ones, and asks for a signed request', async () => {
  for (let n = 0; n < 27; n++) {
    const poller = await certificates.beginCreateCertificate(
      `page-${String(n).padStart(2, '0')}`,
      { issuerName: 'Self', subject: `CN=${n}`, keyType: 'EC' },
      fast,
    )
    await poller.pollUntilDone()
  }
  const request = await certificates.beginCreateCertificate(
    'page-pending',
    { issuerName: 'Unknown', subject: 'CN=pending', keyType: 'EC' },
    fast,
  )
  expect(request.getOperationState().isCompleted).toBeFalsy()
  const { csr } = (await certificates.getCertificateOperation('page-pending')).getOperationState()
    .certificateOperation ?? { csr: undefined }
  ssl.write('pending.der', csr ?? new Uint8Array())
  ssl.run('req', '-inform', 'DER', '-in', 'pending.der', '-verify', '-noout')

  const names = async (includePending: boolean) => {
    const found: string[] = []
    for await (const page of certificates
      .listPropertiesOfCertificates({ includePending })
      .byPage()) {
      expect(page.length).toBeLessThanOrEqual(25)
      found.push(...page.map((one) => one.name ?? '').filter((name) => name.startsWith('page-')))
    }
    return found
  }
  expect(await names(false)).toHaveLength(27)
  expect(await names(true)).toContain('page-pending')

  makeCa()
  ssl.run(
    ...['x509', '-req', '-inform', 'DER', '-in', 'pending.der', '-CA', 'root.crt'],
    ...['-CAkey', 'root.key', '-CAcreateserial', '-days', '30', '-out', 'pending.crt'],
  )
  const merged = await certificates.mergeCertificate('page-pending', [
    new X509Certificate(ssl.text('pending.crt')).raw,
    new X509Certificate(ssl.text('root.crt')).raw,
  ])
  expect(Buffer.from(merged.cer ?? [])).toEqual(new X509Certificate(ssl.text('pending.crt')).raw)
  const secret = await secrets.getSecret('page-pending')
  ssl.write('merged.pfx', Buffer.from(secret.value ?? '', 'base64'))
  const text = ssl.run('pkcs12', '-in', 'merged.pfx', '-passin', 'pass:', '-nodes').toString()
  expect(certificatesIn(text)).toEqual([pem('pending.crt'), pem('root.crt')])
})

it('tells a wrong password in the words of the service', async () => {
  makeChain()
  ssl.run(
    ...['pkcs12', '-export', '-inkey', 'leaf.key', '-in', 'leaf.crt', '-passout', 'pass:right'],
    ...['-out', 'locked.pfx'],
  )
  await expect(
    certificates.importCertificate('locked', ssl.read('locked.pfx'), { password: 'wrong' }),
  ).rejects.toMatchObject({
    statusCode: 400,
    code: 'BadParameter',
    message:
      'The specified PKCS#12 X.509 certificate content can not be read. Please check if certificate is in valid PKCS#12 format.',
  })
})

function makeCa(): void {
  ssl.makeKey('root', 'P-256')
  ssl.makeCertificate('root', '/CN=Test Root', { extensions: caExtensions })
}

function makeChain(): void {
  makeCa()
  ssl.makeKey('intermediate', 'P-256')
  ssl.makeCertificate('intermediate', '/CN=Test Intermediate', {
    issuer: 'root',
    extensions: caExtensions,
  })
  ssl.makeKey('leaf', 'RSA-2048')
  ssl.makeCertificate('leaf', '/C=US/ST=WA/O=Contoso, Inc./CN=leaf.contoso.example', {
    issuer: 'intermediate',
    extensions: ['subjectAltName=DNS:leaf.contoso.example'],
  })
  ssl.write('chain.pem', ssl.text('root.crt') + ssl.text('intermediate.crt'))
}

const caExtensions = [
  'basicConstraints=critical,CA:TRUE',
  'keyUsage=critical,keyCertSign,cRLSign',
  'subjectKeyIdentifier=hash',
]

function pem(name: string): string {
  return certificatesIn(ssl.text(name))[0] ?? ''
}

function certificatesIn(text: string): string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
}
