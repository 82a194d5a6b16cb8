import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { allowedByRoles } from '../arm/authorization/evaluate.ts'
import { listSubscriptions } from '../arm/subscriptions/table.ts'
import { findVaultByHostName, listVaults } from '../arm/vaults/table.ts'
import type { CloudContext } from '../context.ts'
import type { Credentials } from '../login/credentials.ts'
import { loadCredentials } from '../login/credentials.ts'
import { findPrincipal, listUsers } from '../login/directory.ts'
import { groupsAround, groupsOf } from '../login/membership.ts'
import { seedDirectory } from '../login/seed.ts'
import { recordAudit } from '../logs/audit.ts'
import { writeSetting } from '../settings.ts'
import { stableGuid } from '../stable-guid.ts'
import { type CloudStore, openStore } from '../store/store.ts'
import { castOf } from './cast.ts'
import { ensureEstate, resetEstate } from './sample.ts'

const now = new Date('2026-05-01T08:00:00.000Z')

let folder: string
let store: CloudStore
let credentials: Credentials
let ctx: CloudContext

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-sample-'))
  store = openStore(folder)
  credentials = await loadCredentials(store, folder, 'contoso.example')
  await seedDirectory(store, credentials, [])
  ctx = {
    store,
    clock: { now: () => now },
    tokens: { verify: () => ({ ok: false, reason: 'malformed' }) },
    tenant: { id: credentials.tenantId, domain: 'contoso.example' },
    log: () => {},
  }
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

function vaultNames(): string[] {
  return listSubscriptions(store).flatMap((one) =>
    listVaults(store, { subscriptionId: one.id }).map((vault) => vault.name),
  )
}

function can(principalId: string | undefined, kind: 'action' | 'dataAction', action: string) {
  return (scope: string): boolean =>
    allowedByRoles(store, { principalIds: [principalId ?? ''], scope, action, kind }).allowed
}

function user(alias: string): string {
  return (
    credentials.users.find((one) => one.userPrincipalName.startsWith(`${alias}@`))?.objectId ?? ''
  )
}

describe('without sample data', () => {
  it('there are two subscriptions that automation owns and administers', async () => {
    await ensureEstate(ctx, credentials, { sample: false })
    expect(listSubscriptions(store).map((one) => one.displayName)).toEqual([
      'Contoso Development',
      'Contoso Production',
    ])
    const { automation } = castOf(credentials)
    for (const id of credentials.subscriptions) {
      const scope = `/subscriptions/${id}/resourceGroups/any`
      expect(can(automation, 'action', 'Microsoft.KeyVault/vaults/write')(scope)).toBe(true)
      expect(
        can(automation, 'dataAction', 'Microsoft.KeyVault/vaults/secrets/getSecret/action')(scope),
      ).toBe(true)
    }
    expect(vaultNames()).toEqual([])
  })

  it('a later start does not bring it', async () => {
    await ensureEstate(ctx, credentials, { sample: false })
    await ensureEstate(ctx, credentials, { sample: true })
    expect(vaultNames()).toEqual([])
  })
})

describe('the sample', () => {
  beforeEach(() => ensureEstate(ctx, credentials, { sample: true }))

  it('has vaults of both models, both tiers, and the settings worth finding', () => {
    expect(vaultNames()).toEqual([
      'contoso-iot-lab',
      'contoso-dev',
      'petdash-prod',
      'contoso-prod',
      'contoso-shared',
    ])
    const vaults = vaultNames().map((name) => findVaultByHostName(store, name))
    expect(vaults.filter((vault) => vault?.enableRbacAuthorization)).toHaveLength(2)
    expect(vaults.filter((vault) => vault?.sku.name === 'premium')).toHaveLength(1)
    expect(vaults.filter((vault) => vault?.enablePurgeProtection)).toHaveLength(1)
    expect(vaults.filter((vault) => vault?.networkAcls?.defaultAction === 'Allow')).toHaveLength(1)
    expect(
      vaults.filter((vault) =>
        vault?.accessPolicies.some((entry) => entry.permissions.storage?.includes('all')),
      ),
    ).toHaveLength(1)
  })

  it('names only principals that the directory knows, and one that has left', () => {
    const named = vaultNames().flatMap((name) =>
      (findVaultByHostName(store, name)?.accessPolicies ?? []).map((entry) => entry.objectId),
    )
    const assigned = store.read((db) => db.sql('SELECT principal_id FROM role_assignments').all())
    const ids = new Set([...named, ...assigned.map((row) => `${row.principal_id}`)])
    const unknown = [...ids].filter((id) => findPrincipal(store, id) === null)
    expect(unknown).toEqual([castOf(credentials).departed('contractor')])
  })

  it('has a company around the accounts, in groups of groups, that cannot sign in', () => {
    const { platformTeam } = castOf(credentials)
    const people = listUsers(store)
    expect(people.filter((one) => one.signsIn)).toHaveLength(6)
    expect(people.length).toBeGreaterThan(20)
    expect(groupsOf(store, user('dev'))).toEqual([platformTeam])
    const around = groupsAround(store, user('dev')).map((id) => findPrincipal(store, id))
    expect(around.map((group) => group?.displayName).sort()).toEqual([
      'All Employees',
      'Engineering',
      'Platform Engineering',
    ])
  })

  it('lets automation, security operations and the owner do everything with certificates everywhere', () => {
    const { automation } = castOf(credentials)
    for (const name of vaultNames()) {
      const vault = findVaultByHostName(store, name)
      for (const id of [automation, user('ops'), user('ops2'), user('owner')]) {
        const right = vault?.enableRbacAuthorization
          ? can(id, 'dataAction', 'Microsoft.KeyVault/vaults/certificates/purge/action')(vault.id)
          : vault?.accessPolicies.some(
              (entry) => entry.objectId === id && entry.permissions.certificates?.includes('purge'),
            )
        expect(right, `${id} on ${name}`).toBe(true)
        expect(can(id, 'action', 'Microsoft.KeyVault/vaults/read')(vault?.id ?? '')).toBe(true)
      }
    }
  })

  it('shows developers the development subscription only, and auditors both, read-only', () => {
    const [production, development] = credentials.subscriptions.map((id) => `/subscriptions/${id}`)
    const reads = 'Microsoft.KeyVault/vaults/read'
    expect(can(user('dev'), 'action', reads)(development ?? '')).toBe(true)
    expect(can(user('dev'), 'action', reads)(production ?? '')).toBe(false)
    for (const scope of [production, development]) {
      expect(can(user('auditor'), 'action', reads)(scope ?? '')).toBe(true)
      expect(can(user('auditor'), 'action', 'Microsoft.KeyVault/vaults/write')(scope ?? '')).toBe(
        false,
      )
    }
    for (const name of vaultNames()) {
      for (const entry of findVaultByHostName(store, name)?.accessPolicies ?? []) {
        if (![user('dev'), user('dev2'), user('auditor')].includes(entry.objectId)) continue
        expect(entry.permissions.secrets ?? []).not.toContain('get')
      }
    }
  })

  it('lets this machine through every firewall', () => {
    for (const name of vaultNames()) {
      const rules = findVaultByHostName(store, name)?.networkAcls
      if (rules?.defaultAction !== 'Deny') continue
      expect(rules.ipRules.map((rule) => rule.value)).toContain('127.0.0.1/32')
    }
  })

  it('is made once, and made anew when a start was killed half way', async () => {
    await store.write((db) => db.sql("UPDATE vaults SET location = 'mine'").run())
    await ensureEstate(ctx, credentials, { sample: true })
    expect(findVaultByHostName(store, 'contoso-dev')?.location).toBe('mine')
    await store.write((db) => writeSetting(db, 'sample', 'begun'))
    await ensureEstate(ctx, credentials, { sample: true })
    expect(findVaultByHostName(store, 'contoso-dev')?.location).toBe('westeurope')
  })
})

describe('reset', () => {
  it('clears everything but accounts, and gives ids that stay', async () => {
    await ensureEstate(ctx, credentials, { sample: true })
    const before = findVaultByHostName(store, 'petdash-prod')?.accessPolicies
    await store.write((db) =>
      recordAudit(db, {
        time: now,
        category: 'AuditEvent',
        operationName: 'VaultGet',
        correlationId: 'c',
        callerIpAddress: '127.0.0.1',
        identity: { claim: {} },
        resourceId: '/x',
        durationMs: 1,
        httpStatusCode: 200,
        properties: {},
      }),
    )
    await resetEstate(ctx, credentials, { sample: false })
    expect(vaultNames()).toEqual([])
    expect(listSubscriptions(store)).toHaveLength(2)
    expect(findPrincipal(store, user('ops'))).not.toBeNull()
    for (const table of ['vault_certificates', 'vault_keys', 'vault_secrets', 'audit_records']) {
      const row = store.read((db) => db.sql(`SELECT count(*) AS rows FROM ${table}`).get())
      expect(row?.rows, table).toBe(0)
    }
    await resetEstate(ctx, credentials, { sample: true })
    expect(findVaultByHostName(store, 'petdash-prod')?.accessPolicies).toEqual(before)
  })
})

it('makes GUIDs of the right form', () => {
  expect(stableGuid('a', 'b')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  )
  expect(stableGuid('a', 'b')).not.toBe(stableGuid('a', 'c'))
})
