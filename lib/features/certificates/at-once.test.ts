import type { CertificateClient } from '@azure/keyvault-certificates'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { toBase64 } from '#lib/base/encodings.ts'
import { defaultDraft } from '#lib/domain/certificates/policy/draft.ts'
import { failureOf } from '#lib/domain/failure-error.ts'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { figure, patience } from '#lib/testing/harden.ts'
import { type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { addVaultWithClients, fast } from '#lib/testing/vault-clients.ts'
import { createCertificate } from './create.ts'
import { importCertificate } from './import.ts'
import type { CreateCertificateInput } from './schema.ts'

/**
 * Half of the clients work through the console and half go to the vault themselves, all at the same
 * name. The promise is 1,000 rounds; each waits for many connections, so every day has one.
 */
const rounds = figure(1_000, 1)
const half = figure(32, 8)
const orders = 4
const vault = 'busy'
let test: TestConsole
let ops: Caller
let direct: CertificateClient
let ssl: OpenSsl

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
  direct = (await addVaultWithClients(test.cloud, { name: vault }, [ops.userId])).certificates
  ssl = openSsl()
  ssl.makeKey('own', 'P-256')
  ssl.makeCertificate('own', '/CN=own')
  const files = ['-inkey', 'own.key', '-in', 'own.crt', '-out', 'own.pfx']
  ssl.run('pkcs12', '-export', '-iter', '1', '-passout', 'pass:', ...files)
})
afterAll(async () => {
  ssl.dispose()
  await test.close()
})

const each = <T>(count: number, work: () => Promise<T>) => Array.from({ length: count }, work)

function versionsOf(name: string): string[] {
  return test.cloud.cloud.context.store.read((db) =>
    db
      .sql('SELECT version FROM vault_certificate_versions WHERE name = ?')
      .all(name)
      .map((row) => String(row.version)),
  )
}

it(`each import of ${2 * half} clients is a version, ${rounds} times`, {
  timeout: patience(60_000),
}, async () => {
  const pfx = ssl.read('own.pfx')
  const rest = { password: '', entry: 0, enabled: true, exportable: true, tags: {} }
  const input = { vault, name: 'imported', file: toBase64(pfx), ...rest }
  const made = new Set<string>()
  for (let round = 0; round < rounds; round++) {
    const versions = await Promise.all([
      ...each(half, async () => (await importCertificate(test.services, ops, input)).version),
      ...each(half, async () => {
        const { properties } = await direct.importCertificate('imported', pfx)
        return properties.version ?? ''
      }),
    ])
    for (const version of versions) made.add(version)
    const current = (await direct.getCertificate('imported')).properties.version ?? ''
    expect(versions).toContain(current)
  }
  expect(made.size).toBe(rounds * 2 * half)
  expect(new Set(versionsOf('imported'))).toEqual(made)
})

it(`each order that is accepted becomes a version, the others are conflicts, ${rounds} times`, {
  timeout: patience(60_000),
}, async () => {
  const order: CreateCertificateInput = {
    ...{ vault, name: 'ordered', tags: {} },
    policy: {
      ...defaultDraft,
      ...{ subject: 'CN=ordered', kty: 'EC', size: null, curve: 'P-256' },
      keyUsage: ['digitalSignature'],
    },
  }
  const policy = {
    ...{ issuerName: 'Self', subject: 'CN=ordered', keyType: 'EC', keyCurveName: 'P-256' },
  } as const
  let accepted = 0
  for (let round = 0; round < rounds; round++) {
    const results = await Promise.allSettled([
      ...each(orders, () => createCertificate(test.services, ops, order)),
      ...each(orders, () => direct.beginCreateCertificate('ordered', policy, fast)),
    ])
    for (const result of results) {
      if (result.status === 'fulfilled') {
        accepted += 1
        continue
      }
      const failure = failureOf(result.reason)
      if (failure) expect(['pending-in-progress', 'conflict']).toContain(failure.code)
      else expect(result.reason).toMatchObject({ statusCode: 409 })
    }
    const poller = await direct.getCertificateOperation('ordered', fast)
    await poller.pollUntilDone()
  }
  expect(accepted).toBeGreaterThanOrEqual(rounds)
  expect(versionsOf('ordered')).toHaveLength(accepted)
})
