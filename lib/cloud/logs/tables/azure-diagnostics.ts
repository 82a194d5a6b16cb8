import type { AuditLine } from '../audit.ts'
import type { Table } from '../kql/program.ts'
import {
  boolColumn,
  type LogColumn,
  lowerResourceId,
  numberColumn,
  property,
  resourcePart,
  textColumn,
  timeGenerated,
} from './record-columns.ts'

/**
 * The table that resources of all kinds share: members are flattened, and their type is a suffix.
 * @see https://learn.microsoft.com/azure/azure-monitor/reference/tables/azurediagnostics
 */
export function azureDiagnostics(tenantId: string): Table<AuditLine> {
  return {
    name: 'AzureDiagnostics',
    columns: [
      textColumn('TenantId', () => tenantId),
      timeGenerated,
      { name: 'ResourceId', type: 'string', ofResource: true, read: (line) => line.resourceId },
      textColumn('Category', (line) => line.category),
      resourcePart('ResourceGroup', 4),
      resourcePart('SubscriptionId', 2, (id) => id.toLowerCase()),
      textColumn('ResourceProvider', () => 'MICROSOFT.KEYVAULT'),
      resourcePart('Resource', 8),
      textColumn('ResourceType', () => 'VAULTS'),
      textColumn('OperationName', (line) => line.operationName),
      textColumn('OperationVersion', (line) => line.operationVersion),
      textColumn('ResultType', (line) => line.resultType),
      textColumn('ResultSignature', (line) => line.resultSignature),
      textColumn('ResultDescription', (line) => line.resultDescription),
      numberColumn('DurationMs', 'long', (line) => line.durationMs),
      textColumn('CallerIPAddress', (line) => line.callerIpAddress),
      textColumn('CorrelationId', (line) => line.correlationId),
      textColumn('Level', () => 'Informational'),
      ...identityColumns,
      textColumn('id_s', property('id')),
      textColumn('clientInfo_s', property('clientInfo')),
      textColumn('requestUri_s', property('requestUri')),
      numberColumn('httpStatusCode_d', 'real', property('httpStatusCode')),
      boolColumn('isAccessPolicyMatch_b', property('isAccessPolicyMatch')),
      boolColumn('isRbacAuthorized_b', property('isRbacAuthorized')),
      textColumn('appliedAssignmentId_g', property('appliedAssignmentId')),
      boolColumn('isAddressAuthorized_b', property('isAddressAuthorized')),
      textColumn('addrAuthType_s', property('addrAuthType')),
      textColumn('tlsVersion_s', property('tlsVersion')),
      textColumn('algorithm_s', property('algorithm')),
      ...objectColumns,
      textColumn('SourceSystem', () => 'Azure'),
      textColumn('Type', () => 'AzureDiagnostics'),
      lowerResourceId,
    ],
  }
}

/** Operations of the management plane carry the long names of the claims, those of the data plane the short ones. */
const isManagement = (line: AuditLine) => line.operationName.startsWith('Vault')

const identityColumns: readonly LogColumn[] = [
  textColumn('identity_claim_oid_g', (line) =>
    isManagement(line) ? undefined : line.identity.claim.oid,
  ),
  textColumn('identity_claim_appid_g', (line) => line.identity.claim.appid),
  textColumn('identity_claim_upn_s', (line) =>
    isManagement(line) ? undefined : line.identity.claim.upn,
  ),
  textColumn('identity_claim_http_schemas_xmlsoap_org_ws_2005_05_identity_claims_upn_s', (line) =>
    isManagement(line) ? line.identity.claim.upn : undefined,
  ),
  textColumn(
    'identity_claim_http_schemas_microsoft_com_identity_claims_objectidentifier_g',
    (line) => (isManagement(line) ? line.identity.claim.oid : undefined),
  ),
  textColumn('identity_claim_scp_s', (line) => line.identity.claim.scp),
  textColumn('identity_claim_appidacr_s', (line) => line.identity.claim.appidacr),
  textColumn('identity_claim_unique_name_s', (line) => line.identity.claim.unique_name),
  textColumn('identity_claim_ipaddr_s', (line) => line.identity.claim.ipaddr),
  textColumn('identity_claim_amr_s', (line) => line.identity.claim.amr),
]

const objectColumns: readonly LogColumn[] = [
  textColumn('keyProperties_type_s', inner('keyProperties', 'type')),
  numberColumn('keyProperties_size_d', 'real', inner('keyProperties', 'size')),
  textColumn('secretProperties_type_s', inner('secretProperties', 'type')),
  textColumn('certificateProperties_subject_s', inner('certificateProperties', 'subject')),
  textColumn('certificateProperties_sha1_s', inner('certificateProperties', 'sha1')),
  textColumn('certificateProperties_sha256_s', inner('certificateProperties', 'sha256')),
  textColumn('certificateProperties_nbf_t', inner('certificateProperties', 'nbf')),
  textColumn('certificateProperties_exp_t', inner('certificateProperties', 'exp')),
]

function inner(object: string, member: string): (line: AuditLine) => unknown {
  const read = property(object)
  return (line) => {
    const value = read(line)
    return typeof value === 'object' && value !== null && Object.hasOwn(value, member)
      ? Reflect.get(value, member)
      : undefined
  }
}
