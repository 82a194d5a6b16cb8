import 'server-only'
import type { CertificatePolicy } from '@azure/keyvault-certificates'
import { bodyChange } from './body-change.ts'
import { accepted } from './certificates.ts'
import type { UserClients } from './clients.ts'
import { type CallContext, translated } from './errors.ts'

/** What is to change in a policy; absent members stay as they are. An empty list of names clears it. */
export interface PolicyChangeRequest
  extends Omit<
    CertificatePolicy,
    'subject' | 'subjectAlternativeNames' | 'createdOn' | 'updatedOn'
  > {
  readonly subject?: string
  readonly subjectAlternativeNames?: {
    readonly dnsNames: string[]
    readonly emails: string[]
    readonly userPrincipalNames: string[]
    readonly ipAddresses: string[]
    readonly uniformResourceIdentifiers: string[]
  }
}

export interface IssuedVersion {
  readonly enabled: boolean
  readonly tags: Record<string, string>
}

/**
 * The policy by which a vault makes the next version of a certificate, as one user. Reading it is
 * `CertificateGateway.get`. Every method throws `FailureError`.
 */
export interface CertificatePolicyGateway {
  /**
   * Changes the policy; versions that exist stay as they are.
   * https://learn.microsoft.com/rest/api/keyvault/certificates/update-certificate-policy/update-certificate-policy
   */
  update(name: string, change: PolicyChangeRequest): Promise<void>
  /**
   * Orders a version by the policy that the vault keeps. Resolves when the vault has accepted it. The
   * policy is left out, which the vault takes for a name that has one: sent back, it would replace the
   * stored one by what the client understands of it.
   * https://learn.microsoft.com/rest/api/keyvault/certificates/create-certificate/create-certificate
   */
  issue(name: string, version: IssuedVersion): Promise<void>
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
    update: (name, { enabled, ...change }) =>
      translated(context('update', name), async () => {
        await client().updateCertificatePolicy(
          name,
          // The type asks for names, as a create does; the vault does not.
          change as CertificatePolicy,
          // The client forgets whether the policy is on.
          enabled === undefined ? {} : { requestOptions: bodyChange({ attributes: { enabled } }) },
        )
      }),
    issue: (name, version) =>
      translated(context('create', name), () =>
        accepted((options) =>
          client().beginCreateCertificate(name, noPolicy, {
            ...version,
            ...options,
            requestOptions: bodyChange({ policy: null }),
          }),
        ),
      ),
  }
}

/** The client wants one; it is taken out on its way. */
const noPolicy = { subject: '' }
