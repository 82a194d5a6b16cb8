import { X509Certificate } from 'node:crypto'
import type { TokenCredential } from '@azure/core-auth'
import { type PipelinePolicy, RestError } from '@azure/core-rest-pipeline'
import { CertificateClient, type CertificateProperties } from '@azure/keyvault-certificates'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { signInAs } from '#lib/testing/sign-in.ts'

// The sample as people of the company see it, each through the official client with their own token.

const vaults = ['contoso-prod', 'contoso-shared', 'petdash-prod', 'contoso-dev', 'contoso-iot-lab']
const day = 86_400_000

let cloud: TestCloud
let additionalPolicies: { policy: PipelinePolicy; position: 'perCall' }[]

beforeAll(async () => {
  cloud = await startTestCloud({ sample: true })
  const policy: PipelinePolicy = {
    name: 'agent',
    sendRequest(request, next) {
      request.agent = cloud.agent
      return next(request)
    },
  }
  additionalPolicies = [{ policy, position: 'perCall' }]
})

afterAll(() => cloud.close())

async function clientOf(account: string, vault: string): Promise<CertificateClient> {
  const token = await signInAs(cloud, account, 'https://vault.azure.net/.default')
  const credential: TokenCredential = {
    getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_000_000 }),
  }
  return new CertificateClient(`https://${vault}.vault.azure.net`, credential, {
    additionalPolicies,
  })
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

async function statusOf(work: Promise<unknown>): Promise<number | undefined> {
  try {
    await work
    return 200
  } catch (error) {
    if (error instanceof RestError) return error.statusCode
    throw error
  }
}

function expiresIn(certificate: CertificateProperties): number {
  return Math.round(((certificate.expiresOn?.getTime() ?? 0) - Date.now()) / day)
}

describe('security operations', () => {
  it.each(vaults)('do the whole main job on %s', async (vault) => {
    const client = await clientOf('ops', vault)
    expect(await all(client.listPropertiesOfCertificates())).not.toEqual([])
    const policy = { issuerName: 'Self', subject: 'CN=new', keyType: 'EC', keyCurveName: 'P-256' }
    const poller = await client.beginCreateCertificate('new', policy, { intervalInMs: 10 })
    await poller.pollUntilDone()
    await client.updateCertificateProperties('new', '', { tags: { a: 'b' } })
    await (await client.beginDeleteCertificate('new', { intervalInMs: 10 })).pollUntilDone()
    await (await client.beginRecoverDeletedCertificate('new', { intervalInMs: 10 })).pollUntilDone()
    await (await client.beginDeleteCertificate('new', { intervalInMs: 10 })).pollUntilDone()
    // Purge protection is on where it is worth most; everywhere else a purge is part of the job.
    expect(await statusOf(client.purgeDeletedCertificate('new'))).toBe(
      vault === 'contoso-shared' ? 403 : 200,
    )
  })
})

describe('contoso-prod', () => {
  it('has certificates in the states that matter', async () => {
    const client = await clientOf('ops', 'contoso-prod')
    const found = await all(client.listPropertiesOfCertificates({ includePending: true }))
    const byName = new Map(found.map((one) => [one.name, one]))
    const named = (name: string): CertificateProperties => byName.get(name) ?? {}
    expect(expiresIn(named('mqtt-broker'))).toBe(-12)
    expect(expiresIn(named('payments-mtls'))).toBe(6)
    expect(expiresIn(named('www'))).toBe(41)
    expect(await all(client.listPropertiesOfCertificateVersions('api-gateway'))).toHaveLength(3)
    const relay = await all(client.listPropertiesOfCertificateVersions('mail-relay'))
    expect(relay.map((one) => one.enabled).toSorted()).toEqual([false, true])
    const pending = await client.getCertificateOperation('partner-edi')
    const state = pending.getOperationState().certificateOperation
    expect(state).toMatchObject({ status: 'inProgress', issuerName: 'Unknown' })
    expect(state?.csr?.length).toBeGreaterThan(100)
    await expect(client.getCertificateOperation('vpn-gateway')).rejects.toThrow(
      'GlobalSign did not accept the account contoso-7731 with the password of the issuer.',
    )
    const shop = await client.getCertificate('shop')
    expect(shop.policy).toMatchObject({ issuerName: 'DigiCert', certificateType: 'OV-SSL' })
    const leaf = new X509Certificate(Buffer.from(shop.cer ?? new Uint8Array()))
    expect(leaf.issuer).toContain('Simulated DigiCert TLS CA 1 (Strongroom embedded cloud)')
    expect((await client.getContacts())?.map((one) => one?.email)).toContain('ops@contoso.example')
    const deleted = await all(client.listDeletedCertificates())
    expect(deleted.map((one) => one.name)).toEqual(['legacy-crm'])
    const tagged = found.filter((one) => one.tags?.team === 'platform')
    expect(tagged.length).toBeGreaterThan(5)
  })
})

describe('developers and auditors', () => {
  it('see certificates of contoso-dev and change none', async () => {
    for (const account of ['dev', 'dev2', 'auditor']) {
      const client = await clientOf(account, 'contoso-dev')
      const certificate = await client.getCertificate('www-dev')
      expect(certificate.properties.tags).toMatchObject({ env: 'dev' })
      expect(await statusOf(client.beginDeleteCertificate('www-dev')), account).toBe(403)
    }
  })

  it('see of production a little, or read all of it', async () => {
    const developer = await clientOf('dev', 'contoso-prod')
    expect(await all(developer.listPropertiesOfCertificates())).not.toEqual([])
    expect(await statusOf(developer.getCertificate('www'))).toBe(403)
    expect(await statusOf((await clientOf('dev', 'contoso-shared')).getCertificate('ldap'))).toBe(
      403,
    )
    expect(
      await statusOf((await clientOf('dev', 'contoso-iot-lab')).getCertificate('sensor-gateway')),
    ).toBe(200)
    for (const vault of vaults) {
      const client = await clientOf('auditor', vault)
      expect(await all(client.listPropertiesOfCertificates()), vault).not.toEqual([])
    }
  })
})
