import { expect, it } from 'vitest'
import { codeBlocks } from '../show-as-code/snippets.ts'
import { logSettingCode } from './log-setting.ts'

const vaultId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv'
const workspaceId =
  '/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w'
const place = { vaultSuffix: '.vault.azure.net' }
const code = (target: 'az' | 'bicep' | 'powershell' | 'rest') =>
  codeBlocks(target, [logSettingCode(vaultId, { name: 'audit logs', workspaceId })], place)[0]?.code

it('is one command of the Azure CLI', () => {
  expect(code('az')).toBe(`az monitor diagnostic-settings create \\
  --name 'audit logs' \\
  --resource ${vaultId} \\
  --workspace ${workspaceId} \\
  --export-to-resource-specific true \\
  --logs '[{"categoryGroup":"audit","enabled":true}]'`)
})

it('is said by the other tools, too', () => {
  expect(code('powershell')).toContain("New-AzDiagnosticSetting `\n  -Name 'audit logs'")
  expect(code('rest')).toContain(
    `PUT https://management.azure.com${vaultId}/providers/Microsoft.Insights/diagnosticSettings/audit logs?api-version=2021-05-01-preview`,
  )
  expect(code('bicep')).toContain(`workspaceId: '${workspaceId}'`)
})
