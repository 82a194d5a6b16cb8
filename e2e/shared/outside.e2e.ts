import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { openssl } from './openssl.ts'
import { runOutside } from './outside/from-outside.ts'

for (const [model, vault] of [
  ['access policies', 'contoso-dev'],
  ['roles', 'contoso-iot-lab'],
] as const) {
  test(`unmodified Azure SDKs drive a vault on ${model}, with a proxy and a CA in the environment`, async () => {
    const steps = await runOutside('whole-life.ts', vault, 'from-outside').lines
    const [vaults, got, listed, secret, deleted, refused, recovered] = steps.map((line) =>
      JSON.parse(line),
    )
    expect(vaults.vaults).toEqual(expect.arrayContaining(['contoso-dev', 'contoso-prod', vault]))
    expect(got.version).toMatch(/^[0-9a-f]{32}$/)
    expect(got.bytes).toBeGreaterThan(300)
    expect(listed.versions).toHaveLength(2)
    expect(listed.versions).toContain(got.version)
    expect(deleted.name).toBe('from-outside')
    expect(refused.refusal).toEqual([404, 'CertificateNotFound'])
    expect(recovered.version).toBe(got.version)

    expect(secret.contentType).toBe('application/x-pkcs12')
    const folder = mkdtempSync(join(tmpdir(), 'strongroom-outside-'))
    writeFileSync(join(folder, 'secret.pfx'), Buffer.from(secret.value, 'base64'))
    const pem = openssl(folder, 'pkcs12', '-in', 'secret.pfx', '-passin', 'pass:', '-nodes')
    expect(pem).toMatch(/BEGIN PRIVATE KEY/)
    writeFileSync(join(folder, 'leaf.pem'), pem)
    expect(openssl(folder, 'x509', '-in', 'leaf.pem', '-noout', '-subject')).toContain(
      'from-outside.contoso.com',
    )
  })
}
