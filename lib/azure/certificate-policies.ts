import 'server-only'
import type { CertificatePolicy } from '@azure/keyvault-certificates'
import { accepted } from './certificates.ts'
import type { UserClients } from './clients.ts'
import { type CallContext, translated } from './errors.ts'
import { byStoredPolicy } from './stored-policy.ts'

/**
 * The policy by which a vault makes the next version of a certificate, as one user. Reading it is
 * `CertificateGateway.get`. Every method throws `FailureError`.
 */
export interface CertificatePolicyGateway {
  /**
   * Changes the policy; versions that exist stay as they are. Members that are absent stay too.
   * https://learn.microsoft.com/rest/api/keyvault/certificates/update-certificate-policy/update-certificate-policy
   */
  update(name: string, policy: CertificatePolicy): Promise<void>
  /** Orders a version by the policy that the vault keeps. Resolves when the vault has accepted it. */
  issue(name: string, version: IssuedVersion): Promise<void>
}

export interface IssuedVersion {
  readonly enabled: boolean
  readonly tags: Record<string, string>
}

export function certificatePolicyGateway(
  clients: UserClients,
  vault: string,
): CertificatePolicyGateway {
  const client = () => clients.certificates(vault)
  const context = (right: string, name: string): CallContext => ({
    plane: 'data',
    right: `certificates/${right}`,
    vault,
    object: `the certificate “${name}”`,
  })
  return {
    update: (name, policy) =>
      translated(context('update', name), async () => {
        await client().updateCertificatePolicy(name, policy)
      }),
    issue: (name, version) =>
      translated(context('create', name), () =>
        accepted((options) =>
          client().beginCreateCertificate(name, noPolicy, {
            ...version,
            ...options,
            requestOptions: byStoredPolicy,
          }),
        ),
      ),
  }
}

/** The client wants one; it is taken out on its way. */
const noPolicy = { subject: '' }
