import type { AuditLine } from '../audit.ts'
import type { Table } from '../kql/program.ts'
import {
  boolColumn,
  dynamicColumn,
  lowerResourceId,
  numberColumn,
  property,
  resourcePart,
  textColumn,
  timeGenerated,
} from './record-columns.ts'

/**
 * The table of its own that vaults write to when the setting says `Dedicated`.
 * @see https://learn.microsoft.com/azure/azure-monitor/reference/tables/azkvauditlogs
 */
export function keyVaultAuditLogs(tenantId: string): Table<AuditLine> {
  return {
    name: 'AZKVAuditLogs',
    columns: [
      textColumn('TenantId', () => tenantId),
      timeGenerated,
      textColumn('OperationName', (line) => line.operationName),
      textColumn('OperationVersion', (line) => line.operationVersion),
      textColumn('ResultType', (line) => line.resultType),
      textColumn('ResultSignature', (line) => line.resultSignature),
      textColumn('ResultDescription', (line) => line.resultDescription),
      numberColumn('DurationMs', 'int', (line) => line.durationMs),
      textColumn('CallerIpAddress', (line) => line.callerIpAddress),
      textColumn('CorrelationId', (line) => line.correlationId),
      dynamicColumn('Identity', (line) => line.identity),
      textColumn('Id', property('id')),
      textColumn('ClientInfo', property('clientInfo')),
      textColumn('RequestUri', property('requestUri')),
      numberColumn('HttpStatusCode', 'int', property('httpStatusCode')),
      boolColumn('IsAccessPolicyMatch', property('isAccessPolicyMatch')),
      boolColumn('IsRbacAuthorized', property('isRbacAuthorized')),
      textColumn('AppliedAssignmentId', property('appliedAssignmentId')),
      boolColumn('IsAddressAuthorized', property('isAddressAuthorized')),
      textColumn('AddrAuthType', property('addrAuthType')),
      textColumn('TrustedService', property('trustedService')),
      textColumn('SubnetId', property('subnetId')),
      textColumn('Tlsversion', property('tlsVersion')),
      textColumn('Algorithm', property('algorithm')),
      dynamicColumn('KeyProperties', property('keyProperties')),
      dynamicColumn('SecretProperties', property('secretProperties')),
      dynamicColumn('CertificateProperties', property('certificateProperties')),
      dynamicColumn('CertificatePolicyProperties', property('certificatePolicyProperties')),
      dynamicColumn('CertificateRequestProperties', property('certificateRequestProperties')),
      dynamicColumn('CertificateIssuerProperties', property('certificateIssuerProperties')),
      dynamicColumn('StorageAccountProperties', property('storageAccountProperties')),
      dynamicColumn('StorageSasDefinitionProperties', property('storageSasDefinitionProperties')),
      dynamicColumn('VaultProperties', property('vaultProperties')),
      dynamicColumn('NetworkAcls', property('networkAcls')),
      dynamicColumn('Nsp', property('nsp')),
      dynamicColumn('Sku', property('sku')),
      dynamicColumn('Properties', property('properties')),
      boolColumn('EnabledForDeployment', property('enabledForDeployment')),
      boolColumn('EnabledForDiskEncryption', property('enabledForDiskEncryption')),
      boolColumn('EnabledForTemplateDeployment', property('enabledForTemplateDeployment')),
      boolColumn('EnableSoftDelete', property('enableSoftDelete')),
      boolColumn('EnablePurgeProtection', property('enablePurgeProtection')),
      boolColumn('EnableRbacAuthorization', property('enableRbacAuthorization')),
      textColumn('HsmPoolResourceId', property('hsmPoolResourceId')),
      textColumn('SourceSystem', () => 'Azure'),
      textColumn('Type', () => 'AZKVAuditLogs'),
      lowerResourceId,
      resourcePart('_SubscriptionId', 2, (id) => id.toLowerCase()),
    ],
  }
}
