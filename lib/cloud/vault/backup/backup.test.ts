import { createPublicKey, randomBytes, verify } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { figure, patience } from '#lib/testing/harden.ts'
import { insertResourceGroup, insertSubscription } from '../../arm/subscriptions/table.ts'
import { type Row, text } from '../../store/row.ts'
import { addSecretVersion } from '../rows/secrets.ts'
import { openVaultUnderTest, tenant, type VaultUnderTest } from '../vault-under-test.ts'
import { readRows, tablesOf } from './rows.ts'

let vault: VaultUnderTest
const kv = 'https://kv.vault.azure.net'
const twin = 'https://twin.vault.azure.net'

beforeAll(async () => {
  vault = await openVaultUnderTest()
  const premium = { family: 'A', name: 'premium' }
  await vault.addVault({ name: 'kv', sku: premium })
  await vault.addVault({ name: 'twin', sku: premium, location: 'northeurope' })
  await vault.addVault({ name: 'plain' })
  await vault.addVault({ name: 'far', sku: premium, location: 'eastus' })
  const id = '22222222-2222-4222-8222-222222222222'
  await vault.ctx.store.write((db) => {
    insertSubscription(db, { id, tenantId: tenant.id, displayName: 'Other' })
    insertResourceGroup(db, { subscriptionId: id, name: 'rg', location: 'westeurope', tags: {} })
  })
  await vault.addVault({ name: 'other', sku: premium, subscriptionId: id })
})
afterAll(() => vault.close())

const policy = {
  issuer: { name: 'Self' },
  key_props: { kty: 'EC' },
  x509_props: { subject: 'CN=backup' },
}

/** Makes an object with two versions, each kind in its way. */
const kinds = {
  key: async (name: string) => {
    for (const body of [
      { kty: 'EC', tags: { n: '1' } },
      { kty: 'EC-HSM', attributes: { exp: 9e9 } },
    ]) {
      await vault.send('POST', `/keys/${name}/create`, { body })
    }
    await vault.send('PUT', `/keys/${name}/rotationpolicy`, {
      body: {
        attributes: { expiryTime: 'P90D' },
        lifetimeActions: [{ trigger: { timeAfterCreate: 'P30D' }, action: { type: 'Rotate' } }],
      },
    })
  },
  secret: async (name: string) => {
    await vault.send('PUT', `/secrets/${name}`, { body: { value: 'one', contentType: 'text' } })
    const attributes = { enabled: false, nbf: 1, exp: 2 }
    await vault.send('PUT', `/secrets/${name}`, {
      body: { value: 'two €', attributes, tags: { a: 'b' } },
    })
  },
  certificate: async (name: string) => {
    for (const tags of [{ n: '1' }, { n: '2' }]) {
      await vault.send('POST', `/certificates/${name}/create`, { body: { policy, tags } })
      await vault.app.settled()
    }
    await vault.send('GET', `/secrets/${name}`)
  },
} as const
type Kind = keyof typeof kinds
const kindNames: Kind[] = ['key', 'secret', 'certificate']

async function backup(kind: Kind, name: string): Promise<string> {
  const { status, body } = await vault.send('POST', `${kv}/${kind}s/${name}/backup`)
  expect(status).toBe(200)
  return body.value
}

const restore = (kind: Kind, value: unknown, host = twin, apiVersion = '7.6') =>
  vault.send('POST', `${host}/${kind}s/restore`, { body: { value }, apiVersion })

async function vaultKeyOf(name: string): Promise<number> {
  return vault.ctx.store.read((db) =>
    Number(db.sql('SELECT key FROM vaults WHERE name = ?').get(name)?.key),
  )
}

const refused = { code: 'BadParameter', message: 'Cannot decrypt backup blob' }

describe.each(kindNames)('a %s', (kind) => {
  it('comes back in another vault with all that its rows have', async () => {
    await kinds[kind](`Whole-${kind}`)
    const blob = await backup(kind, `whole-${kind}`)
    expect(blob).toMatch(/^[\w-]+$/)
    vault.setNow(new Date('2026-06-01T00:00:00Z'))
    const { status, body } = await restore(kind, blob, twin, '7.0')
    expect(status).toBe(200)
    expect(body).not.toHaveProperty('value')
    expect(JSON.stringify(body)).toContain(`${twin}/${kind}s/Whole-${kind}/`)
    expect(JSON.stringify(body)).not.toContain(kv)

    const from = { vault: await vaultKeyOf('kv'), name: `whole-${kind}` }
    const to = { vault: await vaultKeyOf('twin'), name: `whole-${kind}` }
    const [before, after] = vault.ctx.store.read((db) => [
      readRows(db, kind, from),
      readRows(db, kind, to),
    ])
    expect(after).toEqual(before)
    for (const table of tablesOf[kind]) {
      const carried = Object.keys(before?.[table]?.[0] ?? {})
      const columns = vault.ctx.store.read((db) =>
        db
          .sql('SELECT name FROM pragma_table_info(?)')
          .all(table)
          .map((row) => text(row, 'name')),
      )
      const left = columns.filter((column) => !carried.includes(column))
      const ofHead = ['deleted_at', 'purge_at', 'life_due'].filter((one) => columns.includes(one))
      expect([table, left.toSorted()]).toEqual([table, ['vault', ...ofHead].toSorted()])
      expect(before?.[table]).toHaveLength(table.endsWith('_versions') ? 2 : 1)
    }
    const path = `/${kind}s/whole-${kind}/versions`
    const [mine, theirs] = await Promise.all([
      vault.send('GET', kv + path),
      vault.send('GET', twin + path),
    ])
    expect(JSON.stringify(theirs.body).replaceAll('//twin.', '//kv.')).toBe(
      JSON.stringify(mine.body),
    )
  })

  it('comes back under its name once that is free', async () => {
    await kinds[kind](`Again-${kind}`)
    const blob = await backup(kind, `again-${kind}`)
    const before = await vault.send('GET', `/${kind}s/again-${kind}`)
    const taken = await restore(kind, blob, kv)
    const id: string = before.body.id ?? before.body.key?.kid ?? taken.body.error.message
    expect([taken.status, taken.body.error.code]).toEqual([409, 'Conflict'])
    expect(taken.body.error.message).toMatch(
      kind === 'key'
        ? `There was a conflict restoring the key '${id}'. This can happen if either: a second key`
        : new RegExp(
            `^Conflict while restoring ${kind} ${kv}/${kind}s/Again-${kind}/[0-9a-f]{32} - ${kind} already exists or concurrent access$`,
          ),
    )
    await vault.send('DELETE', `/${kind}s/again-${kind}`)
    const gone = await restore(kind, blob, kv)
    expect(gone.body.error.innererror).toEqual({ code: 'ObjectIsDeletedButRecoverable' })
    await vault.send('DELETE', `/deleted${kind}s/again-${kind}`)
    expect((await restore(kind, blob, kv)).status).toBe(200)
    expect((await restore(kind, blob, kv)).status).toBe(409)
    const after = await vault.send('GET', `/${kind}s/again-${kind}`)
    const { pending: _, ...whole } = before.body
    expect([after.status, after.body]).toEqual([before.status, whole])
  })

  it('is refused in another subscription and geography', async () => {
    await kinds[kind](`Bound-${kind}`)
    const blob = await backup(kind, `bound-${kind}`)
    for (const name of ['far', 'other']) {
      const { status, body } = await restore(kind, blob, `https://${name}.vault.azure.net`)
      expect([name, status, body.error]).toEqual([name, 400, refused])
    }
  })

  it('does not exist', async () => {
    const { status, body } = await vault.send('POST', `/${kind}s/nothing/backup`)
    expect([status, body.error.code.toLowerCase()]).toEqual([404, `${kind}notfound`])
  })

  it('is refused as another kind', async () => {
    await kinds[kind](`Kind-${kind}`)
    const blob = await backup(kind, `kind-${kind}`)
    for (const other of kindNames.filter((one) => one !== kind)) {
      const { status, body } = await restore(other, blob)
      expect([status, body.error]).toEqual([400, refused])
    }
  })
})

it(`signs on as before, ${figure(200)} times`, { timeout: patience(30_000) }, async () => {
  await vault.send('POST', '/keys/round/create', { body: { kty: 'EC' } })
  const { x, y, crv, kty } = (await vault.send('GET', '/keys/round')).body.key
  const publicKey = createPublicKey({ key: { kty, crv, x, y }, format: 'jwk' })
  let blob = await backup('key', 'round')
  for (let round = 0; round < figure(200); round++) {
    await vault.send('DELETE', '/keys/round')
    await vault.send('DELETE', '/deletedkeys/round')
    const { body } = await restore('key', blob, kv)
    expect(body.key).toMatchObject({ x, y })
    const digest = Buffer.alloc(32, round)
    const signed = await vault.send('POST', `/keys/round/sign`, {
      body: { alg: 'ES256', value: digest.toString('base64url') },
    })
    const checked = await vault.send('POST', `/keys/round/verify`, {
      body: { alg: 'ES256', digest: digest.toString('base64url'), value: signed.body.value },
    })
    expect(checked.body).toEqual({ value: true })
    const next = await backup('key', 'round')
    expect(next).not.toBe(blob)
    blob = next
  }
  // The key that came back is the key of the beginning.
  const message = Buffer.from('message')
  const digest = await crypto.subtle.digest('SHA-256', message)
  const last = await vault.send('POST', '/keys/round/sign', {
    body: { alg: 'ES256', value: Buffer.from(digest).toString('base64url') },
  })
  const signature = Buffer.from(last.body.value, 'base64url')
  const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const
  expect(verify('sha256', message, key, signature)).toBe(true)
})

it('a restored certificate gives the same PFX and goes on as one', async () => {
  await kinds.certificate('Pfx')
  const before = await vault.send('GET', '/secrets/pfx')
  await restore('certificate', await backup('certificate', 'pfx'))
  const after = await vault.send('GET', `${twin}/secrets/pfx`)
  expect(after.body.value).toBe(before.body.value)
  expect(after.body.kid).toMatch(`${twin}/keys/Pfx/`)
  const write = await vault.send('DELETE', `${twin}/keys/pfx`)
  expect(write.body.error.innererror.code).toBe('KeyManagedByKeyVault')
  await vault.send('DELETE', `${twin}/certificates/pfx`)
  expect((await vault.send('GET', `${twin}/deletedkeys/pfx`)).body.managed).toBe(true)
})

describe('what no restore takes', () => {
  it(`${figure(1_000)} blobs with one bit flipped, in the text or in the bytes`, async () => {
    await kinds.secret('Flip')
    const blob = await backup('secret', 'flip')
    const flip = (bytes: Buffer, at: number) => {
      const bit = (at * 7919) % (bytes.length * 8)
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      return bytes
    }
    for (let at = 0; at < figure(1_000) / 2; at++) {
      for (const bad of [
        flip(Buffer.from(blob, 'base64url'), at).toString('base64url'),
        flip(Buffer.from(blob, 'latin1'), at).toString('latin1'),
      ]) {
        const { status, body } = await restore('secret', bad)
        expect([status, body.error]).toEqual([400, refused])
      }
    }
    expect((await restore('secret', blob)).status).toBe(200)
  })

  it.each([['AAAA'], [''], ['not base64url!'], ['A'.repeat(100_000)], ['YWJj=']])(
    'the blob %.20s',
    async (blob) => {
      const { status, body } = await restore('secret', blob)
      expect([status, body.error]).toEqual([400, refused])
    },
  )

  it.each([[undefined], [null], [1], [{}]])('the value %j', async (value) => {
    const { status, body } = await restore('secret', value)
    expect([status, body.error.message]).toEqual([400, 'Property  has invalid value\r\n'])
  })

  it('a blob of another cloud', async () => {
    const other = await openVaultUnderTest()
    await other.addVault({ name: 'kv' })
    await other.send('PUT', '/secrets/s', { body: { value: 'v' } })
    const { body } = await other.send('POST', '/secrets/s/backup')
    expect((await restore('secret', body.value)).body.error).toEqual(refused)
    await other.close()
  })

  it('an HSM key in a standard vault', async () => {
    await kinds.key('Hsm')
    const answer = await restore('key', await backup('key', 'hsm'), 'https://plain.vault.azure.net')
    expect([answer.status, answer.body.error.message]).toEqual([
      400,
      'Hardware key operation not allowed on standard vault',
    ])
  })

  it.each(['key', 'secret'] as const)('the %s of a certificate alone', async (kind) => {
    const name = `twin-${kind}`
    await kinds.certificate(name)
    const { status, body } = await vault.send('POST', `/${kind}s/${name}/backup`)
    expect([status, body.error.message]).toEqual([
      403,
      `Operation "backup" is not allowed as this object's lifetime is managed by Key Vault.`,
    ])
  })

  it('a certificate where a secret has its name', async () => {
    await kinds.certificate('rival')
    await vault.send('PUT', `${twin}/secrets/rival`, { body: { value: 'v' } })
    const { status } = await restore('certificate', await backup('certificate', 'rival'))
    expect(status).toBe(409)
    expect((await vault.send('GET', `${twin}/certificates/rival`)).status).toBe(404)
  })

  it('a certificate whose first version is not there yet', async () => {
    const waiting = { ...policy, issuer: { name: 'Unknown' } }
    await vault.send('POST', '/certificates/waiting/create', { body: { policy: waiting } })
    expect((await vault.send('POST', '/certificates/waiting/backup')).status).toBe(404)
  })
})

const addVersions = async (name: string, count: number, value: () => Buffer) => {
  const key = await vaultKeyOf('kv')
  await vault.ctx.store.write((db) => {
    for (let at = 0; at < count; at++) {
      addSecretVersion(db, {
        vault: key,
        display: name,
        version: crypto.randomUUID().replaceAll('-', ''),
        now: at,
        enabled: true,
        nbf: null,
        exp: null,
        tags: null,
        contentType: null,
        value: value(),
      })
    }
  })
}

it('carries 500 versions and no more', async () => {
  await addVersions('many', 500, () => Buffer.from('value'))
  expect((await restore('secret', await backup('secret', 'many'))).status).toBe(200)
  await addVersions('many', 1, () => Buffer.from('value'))
  const { status, body } = await vault.send('POST', '/secrets/many/backup')
  expect([status, body.error.code]).toEqual([400, 'BadParameter'])
})

it(`is of one moment, whatever is written meanwhile, ${figure(50)} times`, async () => {
  const set = (n: number) => vault.send('PUT', '/secrets/busy', { body: { value: `${n}` } })
  await set(0)
  const counts: number[] = []
  for (let round = 0; round < figure(50); round++) {
    const [, , blob] = await Promise.all([set(1), set(2), backup('secret', 'busy'), set(3), set(4)])
    const answers = await Promise.all([restore('secret', blob), restore('secret', blob)])
    expect(answers.map((one) => one.status).toSorted()).toEqual([200, 409])
    const ids: string[] = []
    for (let path = `${twin}/secrets/busy/versions`; path; ) {
      const { body } = await vault.send('GET', path)
      ids.push(...body.value.map((one: { id: string }) => one.id))
      path = body.nextLink
    }
    counts.push(ids.length)
    // The current version is one of those that came along.
    const { id } = (await vault.send('GET', `${twin}/secrets/busy`)).body
    expect(ids).toContain(id)
    await vault.send('DELETE', `${twin}/secrets/busy`)
    await vault.send('DELETE', `${twin}/deletedsecrets/busy`)
  }
  for (const [round, count] of counts.entries()) {
    expect(count).toBeGreaterThanOrEqual(1 + round * 4)
    expect(count).toBeLessThanOrEqual(5 + round * 4)
  }
})

it('is not made when it would be too large to come back', async () => {
  const noise = () => Buffer.from(randomBytes(12_800).toString('hex'))
  await addVersions('large', 200, noise)
  const blob = await backup('secret', 'large')
  expect(blob.length).toBeGreaterThan(3_000_000)
  expect((await restore('secret', blob)).status).toBe(200)
  await addVersions('large', 100, noise)
  const { status, body } = await vault.send('POST', '/secrets/large/backup')
  expect([status, body.error.message]).toEqual([
    400,
    'The backup of this secret is too large: it could not be restored.',
  ])
})

it('leaves no table of the objects out, and knows every sealed column', () => {
  const carried = new Set(Object.values(tablesOf).flat())
  const [tables, blobs] = vault.ctx.store.read((db) => {
    const columns: Row[] = db
      .sql(
        `SELECT t.name AS name, c.name AS column, c.type AS type FROM pragma_table_list AS t,
           pragma_table_info(t.name) AS c WHERE t.name LIKE 'vault\\_%' ESCAPE '\\'`,
      )
      .all()
    const named = columns.filter((one) => one.column === 'name').map((one) => text(one, 'name'))
    const bytes = columns
      .filter((one) => one.type === 'BLOB' && carried.has(text(one, 'name')))
      .map((one) => `${text(one, 'name')}.${text(one, 'column')}`)
    return [named, bytes]
  })
  // Operations under way and issuers are the vault's own business.
  expect(tables.filter((one) => !carried.has(one)).toSorted()).toEqual([
    'vault_certificate_issuers',
    'vault_certificate_operations',
  ])
  expect(blobs.toSorted()).toEqual([
    'vault_certificate_versions.chain',
    'vault_certificate_versions.leaf',
    'vault_certificate_versions.thumbprint',
    'vault_key_versions.sealed',
    'vault_secret_versions.sealed',
  ])
})
