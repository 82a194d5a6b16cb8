import { getJson, putAccount, signInOverHttp, signOutOverHttp } from '../shared/http-session.ts'
import { expect, test } from '../shared/people.ts'
import { done } from '../shared/security/mutations.ts'

/** People who have the role of security operations here, and rights on one of Azure's two planes only. */
const dataVault = 'contoso-dev'
const managedVault = 'contoso-shared'
const reads = { certificates: ['get', 'list'] }
const roleId = 'f25e0fa2-a7c8-4377-a976-54943a77a395'
const assignment = 'c5c5c5c5-0000-4000-8000-000000000031'

test('who has rights on the data alone opens the vault by its name, and is told why the rest is shut', async ({
  pageOf,
}) => {
  const address = await putAccount('data-only@contoso.example', ['SecurityOperations'])
  const ops = await signInOverHttp('ops@contoso.example')
  const found = await getJson<{ items: { id: string }[] }>(ops, `/api/principals?q=data-only`)
  const entry = { objectId: found.items[0]?.id, applicationId: null }
  const change = { vault: dataVault, ...entry }
  await done(ops, 'updateAccessPolicyAction', { ...change, before: null, after: reads })

  const page = await pageOf(address)
  await page.goto('/ops/vaults')
  await expect(page.getByText('You can see no vaults')).toBeVisible()
  const name = page.getByLabel('Name of the vault')
  await name.fill('contoso dev')
  await name.press('Enter')
  await expect(name).toHaveAccessibleDescription(/no space/)
  await expect(name).toHaveValue('contoso dev')
  await name.fill(dataVault)
  await name.press('Enter')
  await expect(page.getByRole('link', { name: 'www-dev' })).toBeVisible()
  await expect(page.getByText('Microsoft.KeyVault/vaults/read')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Settings' })).toHaveCount(0)

  await page.goto(`/ops/vaults/${dataVault}/network`)
  await page.getByRole('link', { name: 'See what is in it' }).click()
  await expect(page.getByRole('link', { name: 'www-dev' })).toBeVisible()

  await page.goto('/ops/vaults/no-such-vault/certificates')
  await expect(page.getByText('You can see no vault named no-such-vault')).toBeVisible()

  const entries = [{ ...entry, permissions: reads }]
  await done(ops, 'deleteAccessPoliciesAction', { vault: dataVault, entries })
  await signOutOverHttp(ops)
})

test('who may manage a vault and see none of its data changes settings, and is told why the rest is shut', async ({
  pageOf,
}) => {
  const address = await putAccount('manage-only@contoso.example', ['SecurityOperations'])
  const owner = await signInOverHttp('owner@contoso.example')
  const found = await getJson<{ items: { id: string }[] }>(owner, `/api/principals?q=manage-only`)
  await done(owner, 'createRoleAction', {
    ...{ vault: managedVault, id: assignment, principalId: found.items[0]?.id },
    ...{ principalType: 'User', object: null, above: null, roleId },
  })

  const page = await pageOf(address)
  await page.goto('/ops/vaults')
  await page.getByRole('link', { name: managedVault }).click()
  await expect(
    page.getByText('No data access: you may not see the certificates here'),
  ).toBeVisible()
  await expect(page.getByText('Microsoft.KeyVault/vaults/certificates/read').first()).toBeVisible()
  await page.getByRole('link', { name: 'Network' }).click()
  await expect(page.getByRole('button', { name: 'Save network' })).toBeVisible()
  await page.getByRole('link', { name: 'Who has access' }).click()
  await expect(page.getByRole('list', { name: 'Who can do what' })).toBeVisible()
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('heading', { name: 'Delete this vault' })).toBeVisible()

  const { id } = await getJson<{ id: string }>(owner, `/api/roles/${managedVault}`)
  await done(owner, 'deleteRoleAction', {
    vault: managedVault,
    id: `${id}/providers/Microsoft.Authorization/roleAssignments/${assignment}`,
  })
  await signOutOverHttp(owner)
})
