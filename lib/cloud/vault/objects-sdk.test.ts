import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { addVaultWithClients, fast, type VaultClients } from '#lib/testing/vault-clients.ts'

/** Secrets, deleted keys, and backups of all three kinds, through the official clients over real TLS. */
let cloud: TestCloud
let here: VaultClients
let there: VaultClients

beforeAll(async () => {
  cloud = await startTestCloud()
  here = await addVaultWithClients(cloud, { name: 'objects-here' })
  there = await addVaultWithClients(cloud, { name: 'objects-there', location: 'northeurope' })
})
afterAll(() => cloud.close())

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

it('sets, reads, updates and lists secrets', async () => {
  const { secrets } = here
  const expiresOn = new Date('2030-01-01T00:00:00Z')
  const first = await secrets.setSecret('Password', 'one', {
    contentType: 'text/plain',
    tags: { team: 'web' },
    expiresOn,
  })
  expect(first.properties).toMatchObject({
    name: 'Password',
    contentType: 'text/plain',
    tags: { team: 'web' },
    expiresOn,
    enabled: true,
    recoveryLevel: 'Recoverable+Purgeable',
    recoverableDays: 90,
  })
  const second = await secrets.setSecret('password', 'two')
  expect((await secrets.getSecret('password')).value).toBe('two')
  const version = first.properties.version ?? ''
  expect((await secrets.getSecret('password', { version })).value).toBe('one')
  const updated = await secrets.updateSecretProperties('password', version, {
    enabled: false,
    contentType: 'text/html',
  })
  expect(updated).toMatchObject({ enabled: false, contentType: 'text/html', tags: { team: 'web' } })
  await expect(secrets.getSecret('password', { version })).rejects.toMatchObject({
    statusCode: 403,
    message: 'Operation get is not allowed on a disabled secret.',
  })
  const versions = await collect(secrets.listPropertiesOfSecretVersions('password'))
  expect(versions.map((one) => one.version).toSorted()).toEqual(
    [version, second.properties.version].toSorted(),
  )
  const listed = await collect(secrets.listPropertiesOfSecrets())
  expect(listed.map((one) => [one.name, one.managed])).toEqual([['Password', undefined]])
})

it('deletes, lists, recovers and purges secrets', async () => {
  const { secrets } = here
  await secrets.setSecret('gone', 'v')
  const deleted = await (await secrets.beginDeleteSecret('gone', fast)).pollUntilDone()
  expect(deleted.recoveryId).toBe('https://objects-here.vault.azure.net/deletedsecrets/gone')
  expect(deleted.value).toBeUndefined()
  await expect(secrets.setSecret('gone', 'v')).rejects.toMatchObject({ statusCode: 409 })
  const listed = await collect(secrets.listDeletedSecrets())
  expect(listed.map((one) => one.name)).toEqual(['gone'])
  expect(listed[0]?.scheduledPurgeDate).toEqual(deleted.scheduledPurgeDate)
  await (await secrets.beginRecoverDeletedSecret('gone', fast)).pollUntilDone()
  expect((await secrets.getSecret('gone')).value).toBe('v')
  await (await secrets.beginDeleteSecret('gone', fast)).pollUntilDone()
  await secrets.purgeDeletedSecret('gone')
  await expect(secrets.getDeletedSecret('gone')).rejects.toMatchObject({
    statusCode: 404,
    code: 'SecretNotFound',
    message: 'Deleted Secret not found: gone',
  })
})

it('deletes, lists, recovers and purges keys', async () => {
  const { keys } = here
  const made = await keys.createEcKey('gone')
  const deleted = await (await keys.beginDeleteKey('gone', fast)).pollUntilDone()
  expect(deleted.properties.recoveryId).toBe(
    'https://objects-here.vault.azure.net/deletedkeys/gone',
  )
  const listed = await collect(keys.listDeletedKeys())
  expect(listed.map((one) => one.name)).toEqual(['gone'])
  const recovered = await (await keys.beginRecoverDeletedKey('gone', fast)).pollUntilDone()
  expect(recovered.id).toBe(made.id)
  await (await keys.beginDeleteKey('gone', fast)).pollUntilDone()
  await keys.purgeDeletedKey('gone')
  await expect(keys.getDeletedKey('gone')).rejects.toMatchObject({
    statusCode: 404,
    message: 'Deleted Key not found: gone',
  })
})

it('restores a secret with its versions', async () => {
  const value = randomBytes(12_800).toString('hex')
  await here.secrets.setSecret('moved', 'old')
  const current = await here.secrets.setSecret('moved', value)
  const blob = await here.secrets.backupSecret('moved')
  const restored = await there.secrets.restoreSecretBackup(blob ?? new Uint8Array())
  expect(restored).toMatchObject({
    name: 'moved',
    vaultUrl: 'https://objects-there.vault.azure.net',
  })
  expect(restored.version).toBe(current.properties.version)
  expect((await there.secrets.getSecret('moved')).value).toBe(value)
  expect(await collect(there.secrets.listPropertiesOfSecretVersions('moved'))).toHaveLength(2)
  await expect(there.secrets.restoreSecretBackup(blob ?? new Uint8Array())).rejects.toMatchObject({
    statusCode: 409,
    code: 'Conflict',
  })
})

it('restores a key that decrypts what it encrypted before', async () => {
  const key = await here.keys.createRsaKey('moved', { keySize: 2048 })
  await here.keys.updateKeyRotationPolicy('moved', {
    lifetimeActions: [{ action: 'Rotate', timeAfterCreate: 'P30D' }],
    expiresIn: 'P90D',
  })
  const secret = Buffer.from('kept across vaults')
  const { result } = await here.keys.getCryptographyClient('moved').encrypt('RSA-OAEP-256', secret)
  const blob = await here.keys.backupKey('moved')
  const restored = await there.keys.restoreKeyBackup(blob ?? new Uint8Array())
  expect(restored.id).toBe(key.id?.replace('objects-here', 'objects-there'))
  expect(restored.key?.n).toEqual(key.key?.n)
  const opened = await there.keys
    .getCryptographyClient('moved', { keyVersion: restored.properties.version ?? '' })
    .decrypt('RSA-OAEP-256', result)
  expect(Buffer.from(opened.result)).toEqual(secret)
  const policy = await there.keys.getKeyRotationPolicy('moved')
  expect(policy).toMatchObject({ expiresIn: 'P90D' })
  await expect(there.keys.restoreKeyBackup(blob ?? new Uint8Array())).rejects.toMatchObject({
    statusCode: 409,
    code: 'Conflict',
    message: expect.stringContaining(`There was a conflict restoring the key '${restored.id}'.`),
  })
})

it('restores a certificate with its key, secret and policy', async () => {
  const poller = await here.certificates.beginCreateCertificate(
    'site',
    { issuerName: 'Self', subject: 'CN=site.contoso.example', keyType: 'EC' },
    fast,
  )
  const made = await poller.pollUntilDone()
  const { value } = await here.secrets.getSecret('site')
  const blob = (await here.certificates.backupCertificate('site')) ?? new Uint8Array()
  const restored = await there.certificates.restoreCertificateBackup(blob)
  expect(restored.cer).toEqual(made.cer)
  expect(restored.policy).toMatchObject({ issuerName: 'Self', subject: 'CN=site.contoso.example' })
  expect(restored.keyId).toBe(made.keyId?.replace('objects-here', 'objects-there'))
  expect((await there.secrets.getSecret('site')).value).toBe(value)
  expect((await there.keys.getKey('site')).properties.managed).toBe(true)
  blob[blob.length >> 1] = (blob[blob.length >> 1] ?? 0) ^ 1
  await expect(there.certificates.restoreCertificateBackup(blob)).rejects.toMatchObject({
    statusCode: 400,
    code: 'BadParameter',
    message: 'Cannot decrypt backup blob',
  })
})
