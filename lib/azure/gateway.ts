import 'server-only'
import { type ArmGateway, armGateway } from './arm.ts'
import { type CertificateGateway, certificateGateway } from './certificates.ts'
import { createClients, type UserCredential } from './clients.ts'
import type { AzureCloud } from './clouds.ts'
import { type SecretGateway, secretGateway } from './secrets.ts'
import type { Transport } from './transport.ts'

export type { ArmGateway, CertificateGateway, SecretGateway, UserCredential }

/** Azure as one user sees it. */
export interface UserAzure {
  readonly arm: ArmGateway
  certificates(vault: string): CertificateGateway
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
      certificates: (vault) => certificateGateway(clients, vault),
      secrets: (vault) => secretGateway(clients, vault),
    }
  }
}
