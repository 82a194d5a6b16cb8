import type { ManagementWrite } from '../show-as-code/management.ts'
import { bashWord, powershellString } from '../show-as-code/quote.ts'
import { cmdlet, command } from '../show-as-code/shell-command.ts'
import { bicepString } from '../vault-templates/bicep.ts'
import { vaultApiVersion } from '../vault-templates/vault-resource.ts'
import { readVaultPath } from '../vaults/place.ts'

/** https://learn.microsoft.com/rest/api/monitor/diagnostic-settings */
export const settingApiVersion = '2021-05-01-preview'

/** Sends the log of a vault's data operations to a Log Analytics workspace. */
export interface LogSetting {
  readonly name: string
  /** ARM id. */
  readonly workspaceId: string
}

/**
 * What such a setting says: the group `audit`, which for a vault is AuditEvent, into the table of its own
 * that Microsoft recommends. https://learn.microsoft.com/azure/key-vault/general/howto-logging,
 * https://learn.microsoft.com/azure/azure-monitor/reference/tables/azkvauditlogs
 */
export function logSettingBody({ workspaceId }: LogSetting) {
  return {
    properties: {
      workspaceId,
      logAnalyticsDestinationType: 'Dedicated',
      logs: [{ categoryGroup: 'audit', enabled: true }],
    },
  }
}

/** The ARM id of a diagnostic setting. */
export function logSettingPath(vaultId: string, name: string): string {
  return `${vaultId}/providers/Microsoft.Insights/diagnosticSettings/${name}`
}

/**
 * https://learn.microsoft.com/cli/azure/monitor/diagnostic-settings,
 * https://learn.microsoft.com/powershell/module/az.monitor/new-azdiagnosticsetting
 */
export function logSettingCode(vaultId: string, setting: LogSetting): ManagementWrite {
  const { name, workspaceId } = setting
  return {
    kind: 'management',
    request: {
      method: 'PUT',
      path: logSettingPath(vaultId, name),
      apiVersion: settingApiVersion,
      body: logSettingBody(setting),
    },
    az: plain(
      command('az monitor diagnostic-settings create', [
        ['--name', bashWord(name)],
        ['--resource', bashWord(vaultId)],
        ['--workspace', bashWord(workspaceId)],
        ['--export-to-resource-specific', 'true'],
        ['--logs', bashWord(JSON.stringify(logSettingBody(setting).properties.logs))],
      ]),
    ),
    powershell: plain(
      '$log = New-AzDiagnosticSettingLogSettingsObject -Enabled $true -CategoryGroup audit',
      cmdlet('New-AzDiagnosticSetting', [
        `-Name ${powershellString(name)}`,
        `-ResourceId ${powershellString(vaultId)}`,
        `-WorkspaceId ${powershellString(workspaceId)}`,
        '-LogAnalyticsDestinationType Dedicated',
        '-Log $log',
      ]),
    ),
    bicep: plain(
      `resource vault 'Microsoft.KeyVault/vaults@${vaultApiVersion}' existing = {`,
      `  name: ${bicepString(readVaultPath(vaultId)?.vault ?? '')}`,
      '}',
      '',
      `resource setting 'Microsoft.Insights/diagnosticSettings@${settingApiVersion}' = {`,
      `  name: ${bicepString(name)}`,
      '  scope: vault',
      '  properties: {',
      `    workspaceId: ${bicepString(workspaceId)}`,
      "    logAnalyticsDestinationType: 'Dedicated'",
      '    logs: [',
      '      {',
      "        categoryGroup: 'audit'",
      '        enabled: true',
      '      }',
      '    ]',
      '  }',
      '}',
    ),
  }
}

function plain(...lines: string[]) {
  return { code: lines.join('\n'), notes: [] }
}
