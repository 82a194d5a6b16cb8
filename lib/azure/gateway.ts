import 'server-only'
import { type AccessPolicyGateway, accessPolicyGateway } from './access-policies.ts'
import { type ArmGateway, armGateway } from './arm.ts'
import { type CertificateBackupGateway, certificateBackupGateway } from './certificate-backups.ts'
import {
  type CertificateOperationGateway,
  certificateOperationGateway,
} from './certificate-operations.ts'
import { type CertificatePages, certificatePages } from './certificate-pages.ts'
import { type CertificatePolicyGateway, certificatePolicyGateway } from './certificate-policies.ts'
import { type CertificateGateway, certificateGateway } from './certificates.ts'
import { createClients, type UserCredential } from './clients.ts'
import type { AzureCloud } from './clouds.ts'
import { type ContactGateway, contactGateway } from './contacts.ts'
import { type DiagnosticSettingGateway, diagnosticSettingGateway } from './diagnostic-settings.ts'
import { type GraphGateway, graphGateway } from './graph.ts'
import { type IssuerGateway, issuerGateway } from './issuers.ts'
import { type ResourceGroupGateway, resourceGroupGateway } from './resource-groups.ts'
import { type RoleReads, roleReads } from './role-reads.ts'
import { type RoleWrites, roleWrites } from './role-writes.ts'
import { type SecretGateway, secretGateway } from './secrets.ts'
import type { Transport } from './transport.ts'
import { type VaultNetworkGateway, vaultNetworkGateway } from './vault-networks.ts'
import { type VaultWriteGateway, vaultWriteGateway } from './vault-writes.ts'

export type {
  AccessPolicyGateway,
  ArmGateway,
  CertificateBackupGateway,
  CertificateGateway,
  CertificateOperationGateway,
  CertificatePages,
  CertificatePolicyGateway,
  ContactGateway,
  GraphGateway,
  IssuerGateway,
  ResourceGroupGateway,
  RoleReads,
  RoleWrites,
  SecretGateway,
  UserCredential,
  VaultNetworkGateway,
  VaultWriteGateway,
}

/** Azure as one user sees it. */
export interface UserAzure {
  readonly arm: ArmGateway
  readonly resourceGroups: ResourceGroupGateway
  readonly vaultNetworks: VaultNetworkGateway
  readonly vaultWrites: VaultWriteGateway
  readonly roles: RoleReads
  readonly roleWrites: RoleWrites
  readonly accessPolicies: AccessPolicyGateway
  readonly graph: GraphGateway
  readonly diagnosticSettings: DiagnosticSettingGateway
  certificates(vault: string): CertificateGateway
  certificateBackups(vault: string): CertificateBackupGateway
  contacts(vault: string): ContactGateway
  issuers(vault: string): IssuerGateway
  certificateOperations(vault: string): CertificateOperationGateway
  certificatePages(vault: string): CertificatePages
  certificatePolicies(vault: string): CertificatePolicyGateway
  secrets(vault: string): SecretGateway
}

/** The gateway: give it a user, get that user's Azure. It has no right of its own. */
export type Azure = (credential: UserCredential) => UserAzure

export function createAzure(transport: Transport, cloud: AzureCloud): Azure {
  const clientsOf = createClients(transport, cloud)
  return (credential) => {
    const clients = clientsOf(credential)
    return {
      arm: armGateway(clients),
      resourceGroups: resourceGroupGateway(clients, cloud),
      vaultNetworks: vaultNetworkGateway(clients, cloud, transport),
      vaultWrites: vaultWriteGateway(clients),
      roles: roleReads(clients, cloud),
      roleWrites: roleWrites(clients),
      accessPolicies: accessPolicyGateway(clients),
      graph: graphGateway(clients),
      diagnosticSettings: diagnosticSettingGateway(clients, cloud),
      certificates: (vault) => certificateGateway(clients, vault),
      certificateBackups: (vault) => certificateBackupGateway(clients, vault),
      contacts: (vault) => contactGateway(clients, vault),
      issuers: (vault) => issuerGateway(clients, vault),
      certificateOperations: (vault) => certificateOperationGateway(clients, vault),
      certificatePages: (vault) => certificatePages(clients, vault),
      certificatePolicies: (vault) => certificatePolicyGateway(clients, vault),
      secrets: (vault) => secretGateway(clients, vault),
    }
  }
}
