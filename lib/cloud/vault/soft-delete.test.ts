import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openVaultUnderTest, type VaultUnderTest } from './vault-under-test.ts'

let vault: VaultUnderTest
const now = Date.parse('2026-05-01T08:00:00Z') / 1000
const week = 7 * 86_400
const safe = 'https://safe.vault.azure.net'

beforeEach(async () => {
  vault = await openVaultUnderTest()
  await vault.addVault({ name: 'kv', softDeleteRetentionInDays: 7 })
  await vault.addVault({ name: 'safe', enablePurgeProtection: true })
})
afterEach(() => vault.close())

/** Keys and secrets go the same way; only words differ. */
const kinds = [
  {
    kind: 'key',
    title: 'Key',
    make: (name: string, host = '') =>
      vault.send('POST', `${host}/keys/${name}/create`, { body: { kty: 'EC' } }),
    idOf: (body: { key?: { kid: string }; kid?: string }) => body.key?.kid ?? body.kid ?? '',
  },
  {
    kind: 'secret',
    title: 'Secret',
    make: (name: string, host = '') =>
      vault.send('PUT', `${host}/secrets/${name}`, { body: { value: 'v' } }),
    idOf: (body: { id?: string }) => body.id ?? '',
  },
]

describe.each(kinds)('a deleted $kind (7)', ({ kind, title, make, idOf }) => {
  const live = `/${kind}s`
  const deleted = `/deleted${kind}s`
  const recoveryId = `https://kv.vault.azure.net/deleted${kind}s/O1`

  it('leaves the collection, blocks its name, and comes back whole', async () => {
    await make('O1')
    const made = await make('O1')
    const gone = await vault.send('DELETE', `${live}/o1`)
    expect(gone.status).toBe(200)
    const { recoveryId: recovery, deletedDate, scheduledPurgeDate, ...bundle } = gone.body
    expect(Object.keys(gone.body).slice(0, 3)).toEqual([
      ...['recoveryId', 'deletedDate', 'scheduledPurgeDate'],
    ])
    expect([recovery, deletedDate, scheduledPurgeDate]).toEqual([recoveryId, now, now + week])
    const { value: _, ...withoutValue } = made.body
    expect(bundle).toEqual(withoutValue)
    expect((await vault.send('GET', `${deleted}/o1`)).body).toEqual(gone.body)
    for (const path of [`${live}/o1`, `${live}/o1/${idOf(bundle).split('/').at(-1)}`]) {
      expect((await vault.send('GET', path)).body.error.code).toBe(`${title}NotFound`)
    }
    expect((await vault.send('GET', live)).body.value).toEqual([])
    expect((await vault.send('GET', `${live}/o1/versions`)).body.value).toEqual([])
    const listed = await vault.send('GET', deleted)
    expect(listed.body).toMatchObject({
      value: [{ recoveryId, deletedDate: now, scheduledPurgeDate: now + week }],
      nextLink: null,
    })
    expect(idOf(listed.body.value[0])).toBe(`https://kv.vault.azure.net/${kind}s/O1`)

    const blocked = await make('o1')
    expect([blocked.status, blocked.body.error]).toEqual([
      409,
      {
        code: 'Conflict',
        message: `${title} O1 is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the ${kind} can only be recovered or purged.`,
        innererror: { code: 'ObjectIsDeletedButRecoverable' },
      },
    ])
    const certificate = await vault.send('POST', '/certificates/o1/create', {
      body: { policy: { issuer: { name: 'Self' }, x509_props: { subject: 'CN=x' } } },
    })
    expect(certificate.status).toBe(409)

    const back = await vault.send('POST', `${deleted}/o1/recover`)
    expect([back.status, back.body]).toEqual([200, withoutValue])
    expect((await vault.send('GET', `${live}/o1/versions`)).body.value).toHaveLength(2)
    expect((await vault.send('GET', `${live}/o1`)).body).toEqual(made.body)
  })

  it.each([
    ['GET', ''],
    ['DELETE', ''],
    ['POST', '/recover'],
  ])('is not found by %s%s when it is live', async (method, rest) => {
    await make('O1')
    const { status, body } = await vault.send(method, `${deleted}/o1${rest}`)
    expect([status, body.error]).toEqual([
      404,
      { code: `${title}NotFound`, message: `Deleted ${title} not found: o1` },
    ])
  })

  it('is purged on demand and frees its name', async () => {
    await make('O1')
    await vault.send('DELETE', `${live}/o1`)
    const purged = await vault.send('DELETE', `${deleted}/o1`)
    expect([purged.status, purged.body]).toEqual([204, null])
    expect((await vault.send('GET', `${deleted}/o1`)).status).toBe(404)
    expect(idOf((await make('o1')).body)).toContain(`${kind}s/o1/`)
    expect((await vault.send('GET', `${live}/o1/versions`)).body.value).toHaveLength(1)
  })

  it('is purged by time, to the second', async () => {
    await make('O1')
    await vault.send('DELETE', `${live}/o1`)
    vault.setNow(new Date((now + week - 1) * 1000))
    expect((await vault.send('GET', `${deleted}/o1`)).status).toBe(200)
    vault.setNow(new Date((now + week) * 1000))
    expect((await vault.send('GET', `${deleted}/o1`)).status).toBe(404)
    expect((await make('o1')).status).toBe(200)
  })

  it('is not purged under purge protection', async () => {
    await make('O1', safe)
    await vault.send('DELETE', `${safe}${live}/o1`)
    const { status, body } = await vault.send('DELETE', `${safe}${deleted}/o1`)
    expect([status, body.error]).toEqual([
      403,
      {
        code: 'Forbidden',
        message:
          'Operation "purge" is not allowed because purge protection is enabled for this vault. Key Vault service will automatically purge it after the retention period has passed.\r\nVault: safe;location=westeurope',
      },
    ])
    expect((await vault.send('GET', `${safe}${deleted}/o1`)).status).toBe(200)
  })

  it('pages by name', async () => {
    for (const name of ['b', 'A', 'c']) {
      await make(name)
      await vault.send('DELETE', `${live}/${name}`)
    }
    await make('bb')
    const first = await vault.send('GET', `${deleted}?maxresults=2`)
    expect(first.body.nextLink).toContain(`https://kv.vault.azure.net:443/deleted${kind}s?`)
    const second = await vault.send('GET', first.body.nextLink)
    const names = [...first.body.value, ...second.body.value].map((one) =>
      one.recoveryId.split('/').at(-1),
    )
    expect([names, second.body.nextLink]).toEqual([['A', 'b', 'c'], null])
  })

  it('of a certificate follows the certificate', async () => {
    const policy = {
      issuer: { name: 'Self' },
      key_props: { kty: 'EC' },
      x509_props: { subject: 'CN=x' },
    }
    await vault.send('POST', '/certificates/c1/create', { body: { policy } })
    await vault.app.settled()
    const refusal = (verb: string) => ({
      code: 'Forbidden',
      message: `Operation "${verb}" is not allowed as this object's lifetime is managed by Key Vault.`,
      innererror: { code: `${title}ManagedByKeyVault` },
    })
    const kept = await vault.send('DELETE', `${live}/c1`)
    expect([kept.status, kept.body.error]).toEqual([403, refusal('delete')])
    await vault.send('DELETE', '/certificates/c1')
    const seen = await vault.send('GET', `${deleted}/c1`)
    expect(seen.body).toMatchObject({ managed: true, scheduledPurgeDate: now + week })
    expect((await vault.send('GET', deleted)).body.value).toMatchObject([{ managed: true }])
    const back = await vault.send('POST', `${deleted}/c1/recover`)
    expect([back.status, back.body.error]).toEqual([403, refusal('recover')])
    const purged = await vault.send('DELETE', `${deleted}/c1`)
    expect([purged.status, purged.body.error]).toEqual([403, refusal('purge')])
    await vault.send('POST', '/deletedcertificates/c1/recover')
    expect((await vault.send('GET', `${live}/c1`)).status).toBe(200)
    expect((await vault.send('GET', `${deleted}/c1`)).status).toBe(404)
  })
})

it('hides a deleted secret that is disabled', async () => {
  const body = { value: 'v', attributes: { enabled: false } }
  await vault.send('PUT', '/secrets/s1', { body })
  await vault.send('DELETE', '/secrets/s1')
  const { status, body: refused } = await vault.send('GET', '/deletedsecrets/s1')
  expect([status, refused.error.innererror]).toEqual([403, { code: 'SecretDisabled' }])
})

it('a name that waits for its first certificate takes no secret', async () => {
  const policy = {
    issuer: { name: 'Unknown' },
    key_props: { kty: 'EC' },
    x509_props: { subject: 'CN=x' },
  }
  await vault.send('POST', '/certificates/c1/create', { body: { policy } })
  const set = await vault.send('PUT', '/secrets/c1', { body: { value: 'v' } })
  expect(set.body.error.innererror.code).toBe('SecretManagedByKeyVault')
  await vault.send('DELETE', '/certificates/c1')
  const later = await vault.send('PUT', '/secrets/c1', { body: { value: 'v' } })
  expect(later.body.error.innererror.code).toBe('ObjectIsDeletedButRecoverable')
})
