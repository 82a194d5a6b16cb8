import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { failureFor } from '#lib/testing/failure-for.ts'
import { listActivity } from '../activity/list.ts'
import { getVault } from '../vaults/get.ts'
import type { Vault } from '../vaults/schema.ts'
import { createVault } from './create.ts'
import { deleteVault } from './delete.ts'
import { getVaultNameUse } from './get-name-use.ts'
import { listDeletedVaults } from './list-deleted.ts'
import { listSubscriptionPlaces, listVaultPlaces } from './list-places.ts'
import { purgeVault } from './purge.ts'
import { recoverVault } from './recover.ts'
import type { DeletedVault } from './schema.ts'
import { type CreateVaultInput, createVaultInput, updateVaultInput } from './schema.ts'
import { updateVault } from './update.ts'

/** Verbs against the embedded cloud, as a Key Vault Contributor. */
let test: TestConsole
let ops: Caller
let owner: Caller
let draft: CreateVaultInput

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
  owner = await test.signIn('owner@contoso.example')
  const { subscriptions } = await listVaultPlaces(test.services, ops)
  const [subscription] = subscriptions
  if (subscription === undefined) throw new Error('the sample has subscriptions')
  const { groups } = await listSubscriptionPlaces(test.services, ops, {
    subscriptionId: subscription.id,
  })
  draft = {
    subscriptionId: subscription.id,
    tenantId: subscription.tenantId,
    resourceGroup: groups[0]?.name ?? '',
    name: 'kv-of-verbs',
    location: 'westeurope',
    sku: 'standard',
    retentionDays: 7,
    purgeProtection: false,
    permissionModel: 'access-policies',
    network: 'selected',
    trustedServices: true,
    tags: { env: 'test' },
  }
})
afterAll(() => test.close())

const placeOf = ({ subscriptionId, resourceGroup, name }: Vault | DeletedVault) => ({
  subscriptionId,
  resourceGroup,
  vault: name,
})
const settingsOf = (vault: Vault) => ({
  tags: { ...vault.tags },
  sku: vault.sku,
  purgeProtection: vault.purgeProtection,
  forDeployment: vault.forDeployment,
  forDiskEncryption: vault.forDiskEncryption,
  forTemplates: vault.forTemplates,
})
const sample = (vault: string) => getVault(test.services, ops, { vault })
const nameUse = (name: string) =>
  getVaultNameUse(test.services, ops, { subscriptionId: draft.subscriptionId, name })

describe('the life of a vault', () => {
  it('is made with exactly what was asked for', async () => {
    expect(await nameUse(draft.name)).toEqual({ state: 'free' })
    expect(await createVault(test.services, ops, draft)).toEqual({ name: draft.name, ready: true })
    expect(await sample(draft.name)).toMatchObject({
      permissionModel: 'access-policies',
      accessPolicies: 0,
      softDeleteDays: 7,
      purgeProtection: false,
      tags: { env: 'test' },
      network: { defaultAction: 'Deny', publicNetworkAccess: 'Enabled', bypass: 'AzureServices' },
    })
    expect(await nameUse(draft.name.toUpperCase())).toEqual({ state: 'taken' })
    expect(
      await failureFor(createVault(test.services, ops, { ...draft, name: 'contoso-prod' })),
    ).toMatchObject({
      code: 'conflict',
      fields: { name: [expect.stringContaining('contoso-prod')] },
    })
  })

  it('is deleted, found by its name, and comes back as it was', async () => {
    const place = placeOf(await sample(draft.name))
    await deleteVault(test.services, ops, { ...place, confirm: draft.name })
    const { items } = await listDeletedVaults(test.services, ops)
    const deleted = items.find(({ name }) => name === draft.name)
    expect(deleted).toMatchObject({
      purgeProtection: false,
      tags: { env: 'test' },
      ...draftPlace(),
    })
    expect(deleted?.scheduledPurgeOn).toMatch(/^\d{4}-/)
    expect(await nameUse(draft.name)).toEqual({ state: 'deleted', deleted })
    expect(await failureFor(createVault(test.services, ops, draft))).toMatchObject({
      code: 'name-deleted',
      fields: { name: [expect.stringContaining('can still be recovered')] },
    })
    if (deleted === undefined) throw new Error('it is deleted')
    const back = await recoverVault(test.services, ops, { ...place, ...pick(deleted) })
    expect(back).toEqual({ vault: draft.name, ready: true })
    expect((await sample(draft.name)).softDeleteDays).toBe(7)
    expect(
      await failureFor(recoverVault(test.services, ops, { ...place, ...pick(deleted) })),
    ).toMatchObject({ status: 409 })
  })

  it('is purged, and its name is free again', async () => {
    const place = placeOf(await sample(draft.name))
    await deleteVault(test.services, ops, { ...place, confirm: draft.name })
    const purge = { ...place, location: 'westeurope', confirm: draft.name }
    expect(await purgeVault(test.services, ops, purge)).toEqual({
      vault: draft.name,
      finished: true,
    })
    expect(await nameUse(draft.name)).toEqual({ state: 'free' })
    expect(await failureFor(purgeVault(test.services, ops, purge))).toMatchObject({
      code: 'not-found',
      title: expect.stringContaining('deleted vaults'),
    })
    const activity = await listActivity(test.services, ops, { vault: draft.name, limit: 20 })
    expect(activity.map(({ verb, outcome }) => `${verb} ${outcome}`).toReversed()).toEqual([
      'vaults.create done',
      'vaults.delete done',
      'vaults.create refused',
      'vaults.recover done',
      'vaults.recover refused',
      'vaults.delete done',
      'vaults.purge done',
      'vaults.purge refused',
    ])
  })

  it('is not purged under protection', async () => {
    const name = 'kv-protected'
    await createVault(test.services, ops, { ...draft, name, purgeProtection: true })
    const place = placeOf(await sample(name))
    await deleteVault(test.services, ops, { ...place, confirm: name })
    const purge = purgeVault(test.services, ops, {
      ...place,
      location: 'westeurope',
      confirm: name,
    })
    expect(await failureFor(purge)).toMatchObject({
      title: 'Purge protection forbids this',
      plane: 'management',
    })
  })
})

function draftPlace() {
  const { subscriptionId, resourceGroup, location } = draft
  return { subscriptionId, resourceGroup, location }
}

function pick({ location, tenantId }: DeletedVault) {
  return { location, tenantId }
}

describe('settings', () => {
  it('change alone: access policies and firewall stay as they are', async () => {
    const vault = await sample('contoso-dev')
    const saved = await updateVault(test.services, ops, {
      ...placeOf(vault),
      before: settingsOf(vault),
      change: { tags: { ...vault.tags, owner: 'ann' }, forTemplates: true },
    })
    expect(saved).toMatchObject({ forTemplates: true, tags: { owner: 'ann', env: 'dev' } })
    const after = await sample('contoso-dev')
    expect(after).toMatchObject({
      accessPolicies: vault.accessPolicies,
      network: vault.network,
      softDeleteDays: vault.softDeleteDays,
      modifiedBy: 'ops@contoso.example',
    })
  })

  it('are not written over: what another changed meanwhile is told, with who', async () => {
    const vault = await sample('contoso-dev')
    const write = (by: Caller, before: Vault, env: string) =>
      updateVault(test.services, by, {
        ...placeOf(before),
        before: settingsOf(before),
        change: { tags: { ...before.tags, env } },
      })
    await write(owner, vault, 'staging')
    expect(await failureFor(write(ops, vault, 'test'))).toMatchObject({
      code: 'changed-meanwhile',
      plane: 'management',
      detail: expect.stringContaining('owner@contoso.example'),
    })
    // Another setting of the same vault is no conflict.
    const other = await updateVault(test.services, ops, {
      ...placeOf(vault),
      before: settingsOf(vault),
      change: { sku: 'premium' },
    })
    expect(other).toMatchObject({ sku: 'premium', tags: { env: 'staging' } })
  })

  it('turn purge protection on, and have no way to turn it off', async () => {
    const vault = await sample('contoso-iot-lab')
    const input = { ...placeOf(vault), before: settingsOf(vault) }
    const saved = await updateVault(test.services, ops, {
      ...input,
      change: { purgeProtection: true },
    })
    expect(saved.purgeProtection).toBe(true)
    const off = updateVaultInput.safeParse({ ...input, change: { purgeProtection: false } })
    expect(off.error?.issues[0]?.message).toContain('cannot be turned off')
  })
})

describe('createVaultInput', () => {
  it.each<[Partial<CreateVaultInput>, string, string]>([
    [{ name: '1st' }, 'name', 'begins with a letter'],
    [{ name: 'a--b' }, 'name', 'two hyphens'],
    [{ name: 'kv space' }, 'name', 'no space'],
    [{ name: 'x'.repeat(25) }, 'name', 'this has 25'],
    [{ retentionDays: 6 }, 'retentionDays', '7 to 90'],
    [{ retentionDays: 7.5 }, 'retentionDays', 'whole days'],
    [{ tags: { 'a/b': '' } }, 'tags', 'cannot hold /'],
  ])('refuses %o beside the field', (change, field, words) => {
    const { error } = createVaultInput.safeParse({ ...draft, ...change })
    const issue = error?.issues.find(({ path }) => path[0] === field)
    expect(issue?.message).toContain(words)
  })
})
