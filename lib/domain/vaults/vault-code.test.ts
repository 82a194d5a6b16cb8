import { describe, expect, it } from 'vitest'
import { codeBlocks, targetsOf } from '../show-as-code/snippets.ts'
import { createVaultCode } from './create-code.ts'
import { type VaultDraft, vaultDraftProblems } from './draft.ts'
import { deleteVaultCode, purgeVaultCode, recoverVaultCode, updateVaultCode } from './life-code.ts'
import { vaultNameProblem } from './name.ts'

const place = {
  subscriptionId: '00000000-0000-4000-8000-000000000001',
  resourceGroup: 'rg-web',
  vault: 'contoso-web',
}
const tenantId = '00000000-0000-4000-8000-0000000000aa'
const draft: VaultDraft = {
  ...place,
  tenantId,
  name: place.vault,
  location: 'westeurope',
  sku: 'premium',
  retentionDays: 30,
  purgeProtection: true,
  permissionModel: 'rbac',
  network: 'selected',
  trustedServices: true,
  tags: { env: 'prod', note: "it's ours" },
}
const deleted = { ...place, location: 'westeurope' }

const writes = {
  create: createVaultCode(draft),
  'create on access policies, open': createVaultCode({
    ...draft,
    permissionModel: 'access-policies',
    network: 'all',
    purgeProtection: false,
    trustedServices: false,
    tags: {},
  }),
  'create with a tag for no CLI': createVaultCode({ ...draft, tags: { owner: '@ops' } }),
  update: updateVaultCode(place, { purgeProtection: true, tags: { env: 'prod' } }),
  'update of flags': updateVaultCode(place, { forDeployment: true, sku: 'premium' }),
  delete: deleteVaultCode(place),
  recover: recoverVaultCode(deleted, tenantId),
  purge: purgeVaultCode(deleted),
}

describe.each(Object.entries(writes))('%s', (_, write) => {
  it.each(targetsOf([write]))('as %s', (target) => {
    const blocks = codeBlocks(target, [write], { vaultSuffix: '.vault.azure.net' })
    expect(
      blocks
        .map(({ label, code, notes }) =>
          [`# ${label}`, code, ...notes.map((note) => `! ${note}`)].join('\n'),
        )
        .join('\n\n'),
    ).toMatchSnapshot()
  })
})

it('always says the permission model, and purge protection only when on', () => {
  for (const permissionModel of ['rbac', 'access-policies'] as const) {
    const { body } = createVaultCode({ ...draft, permissionModel, purgeProtection: false }).request
    expect(body).toHaveProperty('properties.enableRbacAuthorization', permissionModel === 'rbac')
    expect(body).not.toHaveProperty('properties.enablePurgeProtection')
  }
})

it('changes nothing that was not touched', () => {
  const { method, body } = updateVaultCode(place, { sku: 'standard' }).request
  expect([method, body]).toEqual([
    'PATCH',
    { properties: { sku: { family: 'A', name: 'standard' } } },
  ])
})

describe('vaultDraftProblems', () => {
  it.each<[Partial<VaultDraft>, object]>([
    [{}, {}],
    [{ retentionDays: Number.NaN }, { retentionDays: 'Type whole days, 7 to 90.' }],
    [{ retentionDays: 91 }, { retentionDays: 'Type whole days, 7 to 90.' }],
    [{ resourceGroup: '' }, { resourceGroup: 'Choose a resource group.' }],
  ])('of %o', (change, problems) => {
    expect(vaultDraftProblems({ ...draft, ...change })).toEqual(problems)
  })
})

describe('vaultNameProblem', () => {
  it.each([
    ['', 'Give the vault a name.'],
    ['ab', 'A name has at least 3 characters.'],
    ['a_b', 'A name has letters, digits and hyphens; “_” is none of them.'],
    ['abc-', 'A name ends with a letter or digit.'],
    ['contoso-web-prod', null],
  ])('of %o', (name, problem) => {
    expect(vaultNameProblem(name)).toBe(problem)
  })
})
