import { X509Certificate } from 'node:crypto'
import type { CertificateClient, CertificatePolicy } from '@azure/keyvault-certificates'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { addVaultWithClients, fast, type VaultClients } from '#lib/testing/vault-clients.ts'

/*
 * Policies, operations and merges as the official client does them.
 */

let cloud: TestCloud
let ssl: OpenSsl
let clients: VaultClients
let certificates: CertificateClient

beforeAll(async () => {
  ssl = openSsl()
  ssl.makeKey('ca', 'P-256')
  ssl.makeCertificate('ca', '/CN=ca')
  cloud = await startTestCloud()
  clients = await addVaultWithClients(cloud, { name: 'client-vault' })
  certificates = clients.certificates
})
afterAll(async () => {
  ssl.dispose()
  await cloud.close()
})

const ec = { keyType: 'EC', keyCurveName: 'P-256' } as const

it('carries every member of a policy there and back', async () => {
  const asked: CertificatePolicy = {
    ...ec,
    issuerName: 'Self',
    subject: 'CN=www.contoso.example',
    subjectAlternativeNames: {
      dnsNames: ['www.contoso.example'],
      emails: ['ops@contoso.example'],
      userPrincipalNames: ['ops@contoso.example'],
      uniformResourceIdentifiers: ['urn:contoso:www'],
      ipAddresses: ['192.0.2.7'],
    },
    enhancedKeyUsage: ['1.3.6.1.5.5.7.3.2'],
    keyUsage: ['digitalSignature', 'keyAgreement'],
    validityInMonths: 7,
    exportable: false,
    reuseKey: true,
    contentType: 'application/x-pem-file',
    certificateType: 'OV-SSL',
    certificateTransparency: false,
    enabled: true,
    lifetimeActions: [{ daysBeforeExpiry: 30, action: 'EmailContacts' }],
  }
  const poller = await certificates.beginCreateCertificate('all', asked, fast)
  const made = await poller.pollUntilDone()
  expect(made.policy).toMatchObject({ ...asked, keySize: 256 })
  expect(await certificates.getCertificatePolicy('all')).toMatchObject(asked)
  const leaf = new X509Certificate(Buffer.from(made.cer ?? new Uint8Array()))
  expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2'])
  const change = { subject: 'CN=changed', validityInMonths: 9 }
  await certificates.updateCertificatePolicy('all', { issuerName: 'Self', ...change })
  expect(await certificates.getCertificatePolicy('all')).toMatchObject({ ...asked, ...change })
})

it('cancels an operation, sees it cancelled, and deletes it', async () => {
  const subject = { issuerName: 'Unknown', subject: 'CN=a', ...ec }
  await certificates.beginCreateCertificate('waiting', subject, fast)
  const operation = await certificates.getCertificateOperation('waiting')
  await operation.cancelOperation()
  await expect
    .poll(async () => {
      const poller = await certificates.getCertificateOperation('waiting')
      return poller.getOperationState().certificateOperation?.status
    })
    .toBe('cancelled')
  const deleted = await certificates.deleteCertificateOperation('waiting')
  expect(deleted).toMatchObject({ status: 'cancelled', cancellationRequested: true })
  await expect(certificates.getCertificate('waiting')).rejects.toMatchObject({ statusCode: 404 })
})

it('merges as the example of the client does, base64 text and all', async () => {
  await certificates.beginCreateCertificate(
    'merged',
    { issuerName: 'Unknown', subject: 'CN=merged', ...ec },
    fast,
  )
  const operation = await certificates.getCertificateOperation('merged')
  const { csr } = operation.getOperationState().certificateOperation ?? {}
  ssl.write('r.der', csr ?? new Uint8Array())
  ssl.run(
    ...['x509', '-req', '-inform', 'DER', '-in', 'r.der', '-CA', 'ca.crt', '-CAkey', 'ca.key'],
    ...['-CAcreateserial', '-days', '30', '-out', 'signed.crt'],
  )
  const base64Crt = ssl.text('signed.crt').split('\n').slice(1, -2).join('')
  const merged = await certificates.mergeCertificate('merged', [Buffer.from(base64Crt)])
  expect(Buffer.from(merged.cer ?? new Uint8Array())).toEqual(
    new X509Certificate(ssl.text('signed.crt')).raw,
  )
  const secret = await clients.secrets.getSecret('merged')
  ssl.write('merged.pfx', Buffer.from(secret.value ?? '', 'base64'))
  const text = ssl.run('pkcs12', '-in', 'merged.pfx', '-passin', 'pass:', '-nokeys').toString()
  expect(new X509Certificate(text).subject).toBe('CN=merged')
})
