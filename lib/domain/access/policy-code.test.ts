import { describe, expect, it } from 'vitest'
import { deletePolicyCode, updatePolicyCode } from './policy-code.ts'

const vaultId =
  '/subscriptions/9b0c4959-dacb-49c9-8f22-214a9612b79d/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/contoso-prod'
const entry = {
  tenantId: '11111111-1111-4111-8111-111111111111',
  objectId: '22222222-2222-4222-8222-222222222222',
  applicationId: null,
}

describe('updatePolicyCode', () => {
  it('adds by the difference alone; the shells put the whole list of the kind that changes', () => {
    const write = updatePolicyCode(
      vaultId,
      entry,
      { keys: ['get'], secrets: ['Get'] },
      { keys: ['get', 'wrapKey'], secrets: ['get'] },
    )
    expect(write?.request).toEqual({
      method: 'PUT',
      path: `${vaultId}/accessPolicies/add`,
      apiVersion: write?.request.apiVersion,
      body: {
        properties: {
          accessPolicies: [
            {
              tenantId: entry.tenantId,
              objectId: entry.objectId,
              permissions: { keys: ['wrapKey'] },
            },
          ],
        },
      },
    })
    expect(write?.az?.code).toBe(
      [
        'az keyvault set-policy',
        '--name contoso-prod',
        `--object-id ${entry.objectId}`,
        '--key-permissions get wrapkey',
      ].join(' \\\n  '),
    )
    expect(write?.powershell?.code).toContain('-PermissionsToKeys get,wrapkey')
    expect(write?.powershell?.code).not.toContain('PermissionsToSecrets')
    expect(write?.bicep?.code).toContain("name: 'add'")
  })

  it('empties a kind without a value', () => {
    const code = updatePolicyCode(
      vaultId,
      entry,
      { keys: ['get'], secrets: ['get'] },
      { secrets: ['get'] },
    )
    expect(code?.request.path).toMatch(/accessPolicies\/remove$/)
    expect(code?.az?.code).toMatch(/--key-permissions$/)
    expect(code?.powershell?.code).toContain('-PermissionsToKeys @()')
  })

  it('names the application of a compound identity', () => {
    const applicationId = '33333333-3333-4333-8333-333333333333'
    const pair = { ...entry, applicationId }
    const code = updatePolicyCode(vaultId, pair, null, { secrets: ['get'] })
    expect(code?.az?.code).toContain(`--application-id ${applicationId}`)
    expect(code?.powershell?.code).toContain(`-ApplicationId '${applicationId}'`)
    expect(JSON.stringify(code?.request.body)).toContain(applicationId)
    expect(deletePolicyCode(vaultId, { ...pair, permissions: {} }).az?.code).toContain(
      applicationId,
    )
  })

  it('is none where nothing changes', () => {
    expect(updatePolicyCode(vaultId, entry, { keys: ['all'] }, { keys: ['all'] })).toBeNull()
  })
})
