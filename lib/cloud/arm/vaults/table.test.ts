import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type CloudStore, openStore } from '../../store/store.ts'
import { insertResourceGroup, insertSubscription } from '../subscriptions/table.ts'
import { findVault, findVaultByHostName, insertVault, listVaults, type NewVault } from './table.ts'
import { vaultDefaults } from './vault-record.ts'

const subscriptionId = '11111111-1111-4111-8111-111111111111'

let folder: string
let store: CloudStore

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-vaults-'))
  store = openStore(folder)
  await store.write((db) => {
    insertSubscription(db, { id: subscriptionId, tenantId: 'T', displayName: 'One' })
    for (const name of ['rg-b', 'rg-a']) {
      insertResourceGroup(db, { subscriptionId, name, location: 'westeurope', tags: {} })
    }
  })
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

function newVault(name: string, overrides: Partial<NewVault> = {}): NewVault {
  const at = '2026-01-01T00:00:00.000Z'
  return {
    name,
    subscriptionId,
    resourceGroup: 'rg-a',
    location: 'westeurope',
    tags: { env: 'test' },
    systemData: {
      createdBy: 'u@x',
      createdByType: 'User',
      createdAt: at,
      lastModifiedBy: 'u@x',
      lastModifiedByType: 'User',
      lastModifiedAt: at,
    },
    tenantId: 'T',
    sku: { family: 'A', name: 'standard' },
    ...vaultDefaults,
    ...overrides,
  }
}

it('finds a vault by host name and by place, in any case, with the case kept', async () => {
  const made = await store.write((db) => insertVault(db, newVault('Contoso-KV')))
  expect(made.id).toBe(
    `/subscriptions/${subscriptionId}/resourceGroups/rg-a/providers/Microsoft.KeyVault/vaults/Contoso-KV`,
  )
  expect(findVaultByHostName(store, 'contoso-kv')).toEqual(made)
  const place = { subscriptionId: subscriptionId.toUpperCase(), resourceGroup: 'RG-A' }
  expect(findVault(store, { ...place, name: 'CONTOSO-kv' })).toEqual(made)
  expect(findVault(store, { ...place, resourceGroup: 'rg-b', name: 'contoso-kv' })).toBeNull()
  expect(findVaultByHostName(store, 'contoso')).toBeNull()
})

it('lists by group and name', async () => {
  await store.write((db) => {
    insertVault(db, newVault('b-one', { resourceGroup: 'rg-b' }))
    insertVault(db, newVault('z-one'))
    insertVault(db, newVault('a-one'))
  })
  const names = (group?: string): string[] =>
    listVaults(store, {
      subscriptionId,
      ...(group === undefined ? {} : { resourceGroup: group }),
    }).map((vault) => vault.name)
  expect(names()).toEqual(['a-one', 'z-one', 'b-one'])
  expect(names('RG-B')).toEqual(['b-one'])
  expect(names('none')).toEqual([])
})

it('never takes a vault for one that was rolled back', async () => {
  await expect(
    store.write((db) => {
      insertVault(db, newVault('first', { publicNetworkAccess: 'Disabled' }))
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  const second = await store.write((db) => insertVault(db, newVault('second')))
  expect(second.publicNetworkAccess).toBe('Enabled')
})

it('holds names unique over the whole cloud, and groups existing', async () => {
  await store.write((db) => insertVault(db, newVault('taken')))
  await expect(
    store.write((db) => insertVault(db, newVault('TAKEN', { resourceGroup: 'rg-b' }))),
  ).rejects.toThrow('UNIQUE')
  await expect(
    store.write((db) => insertVault(db, newVault('lost', { resourceGroup: 'none' }))),
  ).rejects.toThrow('FOREIGN KEY')
})
