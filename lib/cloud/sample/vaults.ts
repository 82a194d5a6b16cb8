import type { ResourceGroupRecord } from '../arm/subscriptions/table.ts'
import type { NewVault } from '../arm/vaults/table.ts'
import {
  type AccessPolicyEntry,
  type NetworkRules,
  vaultDefaults,
} from '../arm/vaults/vault-record.ts'
import type { Cast } from './cast.ts'
import {
  deploy,
  everything,
  inspect,
  seeCertificates,
  serveCertificate,
  wideOpen,
} from './permissions.ts'

const day = 86_400_000

/** The resource groups of the sample company. */
export function sampleGroups(cast: Cast): ResourceGroupRecord[] {
  const { production, development } = cast
  return [
    group(production, 'rg-platform-prod', 'westeurope', { env: 'prod', team: 'platform' }),
    group(production, 'rg-petdash-prod', 'northeurope', { env: 'prod', team: 'petdash' }),
    group(development, 'rg-platform-dev', 'westeurope', { env: 'dev', team: 'platform' }),
    group(development, 'rg-iot-lab', 'germanywestcentral', { env: 'lab', team: 'iot' }),
  ]
}

/**
 * The vaults of the sample company. On those with access policies, automation, security operations
 * and the owner hold everything; the two on roles give them that by assignment.
 */
export function sampleVaults(cast: Cast, now: Date): NewVault[] {
  const { production, development } = cast
  return [
    newSampleVault(cast, now, {
      name: 'contoso-prod',
      subscriptionId: production,
      resourceGroup: 'rg-platform-prod',
      location: 'westeurope',
      tags: { env: 'prod', team: 'platform', 'cost-center': 'CC-1042' },
      ageInDays: 912,
      networkAcls: officeOnly(),
      accessPolicies: policiesFor(cast, [
        ...entries(cast, cast.auditors, inspect),
        ...entries(cast, cast.developers, { certificates: ['list'] }),
        ...entries(cast, [cast.workload('agw-contoso-prod')], serveCertificate),
        ...entries(cast, [cast.workload('backup-appliance')], {
          keys: ['get', 'list', 'backup'],
          secrets: ['get', 'list', 'backup'],
          certificates: ['get', 'list', 'backup'],
        }),
      ]),
    }),
    newSampleVault(cast, now, {
      name: 'contoso-shared',
      subscriptionId: production,
      resourceGroup: 'rg-platform-prod',
      location: 'westeurope',
      tags: { env: 'prod', team: 'platform', 'cost-center': 'CC-1042' },
      ageInDays: 418,
      sku: { family: 'A', name: 'premium' },
      enableRbacAuthorization: true,
      enablePurgeProtection: true,
      networkAcls: officeOnly(),
    }),
    newSampleVault(cast, now, {
      name: 'petdash-prod',
      subscriptionId: production,
      resourceGroup: 'rg-petdash-prod',
      location: 'northeurope',
      tags: { env: 'prod', team: 'petdash', 'cost-center': 'CC-2210' },
      ageInDays: 655,
      networkAcls: officeOnly(),
      accessPolicies: policiesFor(cast, [
        ...entries(cast, cast.auditors, inspect),
        // The over-wide one: a web application that may do everything, purge included.
        ...entries(cast, [cast.workload('petdash-web')], wideOpen),
        ...entries(cast, [cast.workload('petdash-orders')], serveCertificate),
        // Whoever that was is gone from the directory; the rights are still here.
        ...entries(cast, [cast.departed('contractor')], deploy),
      ]),
    }),
    newSampleVault(cast, now, {
      name: 'contoso-dev',
      subscriptionId: development,
      resourceGroup: 'rg-platform-dev',
      location: 'westeurope',
      tags: { env: 'dev', team: 'platform' },
      ageInDays: 903,
      softDeleteRetentionInDays: 7,
      // The open firewall: set once, and set to let everyone in.
      networkAcls: {
        bypass: 'AzureServices',
        defaultAction: 'Allow',
        ipRules: [],
        virtualNetworkRules: [],
      },
      accessPolicies: policiesFor(cast, [
        ...entries(cast, cast.auditors, inspect),
        ...entries(cast, cast.developers, seeCertificates),
        ...entries(cast, [cast.platformTeam], {
          keys: ['get', 'list'],
          secrets: ['list'],
          certificates: ['get', 'list', 'getissuers', 'listissuers'],
        }),
        ...entries(cast, [cast.workload('github-deploy')], deploy),
      ]),
    }),
    newSampleVault(cast, now, {
      name: 'contoso-iot-lab',
      subscriptionId: development,
      resourceGroup: 'rg-iot-lab',
      location: 'germanywestcentral',
      tags: { env: 'lab', team: 'iot' },
      ageInDays: 131,
      softDeleteRetentionInDays: 30,
      enableRbacAuthorization: true,
      networkAcls: officeOnly(),
    }),
  ]
}

/** The office, and this machine: the cloud answers on loopback only, and its firewall is in force. */
function officeOnly(): NetworkRules {
  return {
    bypass: 'AzureServices',
    defaultAction: 'Deny',
    ipRules: [
      { value: '203.0.113.0/26' },
      { value: '198.51.100.17/32' },
      { value: '127.0.0.1/32' },
    ],
    virtualNetworkRules: [],
  }
}

function group(
  subscriptionId: string,
  name: string,
  location: string,
  tags: Record<string, string>,
): ResourceGroupRecord {
  return { subscriptionId, name, location, tags }
}

type VaultInput = Pick<
  NewVault,
  'name' | 'subscriptionId' | 'resourceGroup' | 'location' | 'tags'
> &
  Partial<NewVault> & { ageInDays: number }

/** A vault of the company, with what an ordinary one has unless `input` says otherwise. */
export function newSampleVault(
  cast: Cast,
  now: Date,
  { ageInDays, ...input }: VaultInput,
): NewVault {
  const made = new Date(now.getTime() - ageInDays * day)
  const changed = new Date(now.getTime() - Math.min(ageInDays, 37) * day)
  return {
    tenantId: cast.tenantId,
    sku: { family: 'A', name: 'standard' },
    ...vaultDefaults,
    systemData: {
      createdBy: 'owner@contoso.example',
      createdByType: 'User',
      createdAt: made.toISOString(),
      lastModifiedBy: 'ops@contoso.example',
      lastModifiedByType: 'User',
      lastModifiedAt: changed.toISOString(),
    },
    ...input,
  }
}

/** Everything for automation, security operations and the owner, and these further entries. */
export function policiesFor(cast: Cast, further: AccessPolicyEntry[]): AccessPolicyEntry[] {
  return [
    ...entries(cast, [cast.automation], { ...everything }),
    ...entries(cast, [...cast.ops, ...cast.owners], everything),
    ...further,
  ]
}

function entries(
  cast: Cast,
  objectIds: readonly string[],
  permissions: AccessPolicyEntry['permissions'],
): AccessPolicyEntry[] {
  return objectIds.map((objectId) => ({ tenantId: cast.tenantId, objectId, permissions }))
}
