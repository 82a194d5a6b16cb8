import 'server-only'
import type { KeyVaultCertificateWithPolicy } from '@azure/keyvault-certificates'
import type { UserClients } from './clients.ts'
import { type CallContext, translated } from './errors.ts'

/**
 * What can be done with the operation that makes a certificate's next version, as one user. Looking at
 * it is `CertificateGateway.getOperation`. Every method throws `FailureError`.
 * https://learn.microsoft.com/azure/key-vault/certificates/create-certificate#certificate-creation-operations
 */
export interface CertificateOperationGateway {
  /** Completes a request of issuer `Unknown`. `chain` is DER, leaf first. */
  merge(name: string, chain: readonly Uint8Array[]): Promise<KeyVaultCertificateWithPolicy>
  /** Resolves when the vault has noted the wish; the issuer decides whether it still stops. */
  cancel(name: string): Promise<void>
  /** Forgets the operation with its key; the name too when nothing was ever issued under it. */
  delete(name: string): Promise<void>
}

export function certificateOperationGateway(
  clients: UserClients,
  vault: string,
): CertificateOperationGateway {
  const client = () => clients.certificates(vault)
  const context = (right: string, name: string): CallContext => ({
    plane: 'data',
    right: `certificates/${right}`,
    vault,
    object: `the pending operation of “${name}”`,
  })
  return {
    merge: (name, chain) =>
      translated(context('create', name), () => client().mergeCertificate(name, [...chain])),
    cancel: (name) =>
      translated(context('update', name), async () => {
        const poller = await client().getCertificateOperation(name, { resumeFrom: looked })
        await poller.cancelOperation()
      }),
    delete: (name) =>
      translated(context('update', name), async () => {
        await client().deleteCertificateOperation(name)
      }),
  }
}

/** A poller that has nothing to look at any more: the SDK cancels through one, and would look first. */
const looked = JSON.stringify({ state: { isStarted: true, isCompleted: true } })
