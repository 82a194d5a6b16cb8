import type { ApiVersion } from '../api-version.ts'
import { visibleSans } from '../policy/san-kinds.ts'
import type { CertificateRow } from '../rows/certificates.ts'

/** The policy as the wire shows it, in the order of recorded answers. */
export function policyBody(
  certificate: CertificateRow,
  { base, apiVersion }: { base: string; apiVersion: ApiVersion },
): Record<string, unknown> {
  const { policy } = certificate
  const { subject, sans, ...x509 } = policy.x509_props
  return {
    id: `${base}/certificates/${certificate.display}/policy`,
    key_props: policy.key_props,
    secret_props: policy.secret_props,
    x509_props: {
      subject,
      ...(sans === undefined ? {} : { sans: visibleSans(sans, apiVersion) }),
      ...x509,
    },
    lifetime_actions: policy.lifetime_actions,
    issuer: policy.issuer,
    attributes: {
      enabled: policy.enabled,
      created: certificate.policyCreated,
      updated: certificate.policyUpdated,
    },
  }
}
