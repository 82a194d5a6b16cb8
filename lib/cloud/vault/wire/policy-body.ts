import type { CertificateRow } from '../rows/certificates.ts'

/** The policy as the wire shows it, in the order of recorded answers. */
export function policyBody(certificate: CertificateRow, base: string): Record<string, unknown> {
  const { policy } = certificate
  return {
    id: `${base}/certificates/${certificate.display}/policy`,
    key_props: policy.key_props,
    secret_props: policy.secret_props,
    x509_props: policy.x509_props,
    lifetime_actions: policy.lifetime_actions,
    issuer: policy.issuer,
    attributes: {
      enabled: policy.enabled,
      created: certificate.policyCreated,
      updated: certificate.policyUpdated,
    },
  }
}
