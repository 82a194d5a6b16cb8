import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CloudStore, openStore } from '../store/store.ts'
import { type AuditRecord, listAudit, recordAudit, verifyAudit } from './audit.ts'

const vault = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv'

let folder: string
let store: CloudStore

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-audit-'))
  store = openStore(folder)
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

function record(overrides: Partial<AuditRecord> = {}): AuditRecord {
  return {
    time: new Date('2024-04-08T15:13:06.935Z'),
    category: 'AuditEvent',
    operationName: 'CertificateImport',
    operationVersion: '7.0',
    correlationId: '5b1f0c66-0000-4000-8000-000000000000',
    callerIpAddress: '203.0.113.9',
    identity: { claim: { oid: 'O', appid: 'A', upn: 'ops@contoso.example' } },
    resourceId: vault,
    durationMs: 221.7,
    httpStatusCode: 200,
    properties: { id: 'https://kv.vault.azure.net/certificates/c1', isAccessPolicyMatch: true },
    ...overrides,
  }
}

async function write(count: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    await store.write((db) => recordAudit(db, record({ operationName: `Op${at}` })))
  }
}

function tamper(sql: string): Promise<unknown> {
  return store.write((db) => db.sql(sql).run())
}

describe('recordAudit', () => {
  it('keeps the record in the form of the service (protocol section 10.1)', async () => {
    await store.write((db) => recordAudit(db, record()))
    expect(listAudit(store, vault, 10)).toEqual([
      {
        time: '2024-04-08T15:13:06.9350000Z',
        category: 'AuditEvent',
        operationName: 'CertificateImport',
        resultType: 'Success',
        correlationId: '5b1f0c66-0000-4000-8000-000000000000',
        callerIpAddress: '203.0.113.9',
        identity: { claim: { oid: 'O', appid: 'A', upn: 'ops@contoso.example' } },
        properties: {
          id: 'https://kv.vault.azure.net/certificates/c1',
          isAccessPolicyMatch: true,
          httpStatusCode: 200,
        },
        resourceId: vault.toUpperCase(),
        operationVersion: '7.0',
        resultSignature: 'OK',
        durationMs: '222',
      },
    ])
  })

  it('keeps resultType at Success and tells a refusal in the signature', async () => {
    await store.write((db) =>
      recordAudit(db, record({ httpStatusCode: 403, resultDescription: 'no' })),
    )
    expect(listAudit(store, null, 1)[0]).toMatchObject({
      resultType: 'Success',
      resultSignature: 'Forbidden',
      resultDescription: 'no',
      properties: { httpStatusCode: 403 },
    })
  })

  it('is undone with the write it belongs to, and the chain stays whole', async () => {
    await write(1)
    await expect(
      store.write((db) => {
        recordAudit(db, record())
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await write(1)
    expect(listAudit(store, null, 10)).toHaveLength(2)
    expect(verifyAudit(store)).toBeNull()
  })
})

describe('verifyAudit', () => {
  it('finds an empty and an untouched log whole', async () => {
    expect(verifyAudit(store)).toBeNull()
    await write(5)
    expect(verifyAudit(store)).toBeNull()
  })

  it.each([
    [
      'a changed record',
      "UPDATE audit_records SET record = replace(record, 'Op2', 'Op9') WHERE seq = 3",
      3,
    ],
    ['a changed time', 'UPDATE audit_records SET time_ms = time_ms + 1 WHERE seq = 2', 2],
    ['a changed resource', "UPDATE audit_records SET resource_id = 'X' WHERE seq = 2", 2],
    ['a deleted row', 'DELETE FROM audit_records WHERE seq = 2', 2],
    ['a deleted end', 'DELETE FROM audit_records WHERE seq = 5', 5],
    [
      'swapped rows',
      `UPDATE audit_records SET record = (SELECT record FROM audit_records AS other
        WHERE other.seq = CASE audit_records.seq WHEN 2 THEN 4 ELSE 2 END) WHERE seq IN (2, 4)`,
      2,
    ],
    ['a lost head', 'DELETE FROM audit_head', 5],
    [
      'a head set back',
      `UPDATE audit_head SET seq = 4, mac = (SELECT mac FROM audit_records WHERE seq = 4)`,
      5,
    ],
  ])('detects %s', async (_, sql, seq) => {
    await write(5)
    await tamper(sql)
    expect(verifyAudit(store)?.seq).toBe(seq)
  })

  it('detects each of 1,000 random changes, removals and swaps', async () => {
    await write(40)
    let state = 20_260_501
    // A linear congruential generator (Numerical Recipes), so that a failure can be run again.
    const below = (limit: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state % limit
    }
    class Undo extends Error {}
    for (let round = 0; round < 1_000; round++) {
      const seq = 1 + below(40)
      const other = 1 + ((seq + below(39)) % 40)
      const at = 1 + below(200)
      const changes = [
        `UPDATE audit_records SET record = substr(record, 1, ${at - 1}) || char(unicode(substr(record, ${at}, 1)) + 1)
           || substr(record, ${at + 1}) WHERE seq = ${seq}`,
        `DELETE FROM audit_records WHERE seq = ${seq}`,
        `UPDATE audit_records SET record = (SELECT record FROM audit_records WHERE seq = ${other}),
           mac = (SELECT mac FROM audit_records WHERE seq = ${other}) WHERE seq = ${seq}`,
      ]
      const change = changes[round % changes.length] ?? ''
      let found: ReturnType<typeof verifyAudit> = null
      const tampering = store.write((db) => {
        db.sql(change).run()
        found = verifyAudit(db)
        throw new Undo()
      })
      await expect(tampering).rejects.toBeInstanceOf(Undo)
      expect(found, `round ${round}: ${change}`).not.toBeNull()
    }
    expect(verifyAudit(store)).toBeNull()
  })
})
