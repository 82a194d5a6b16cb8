import type { Policy } from './write.ts'

/** In a change an empty list takes away what the vault has; in a new policy it says nothing. */
export type PolicyUse = 'new' | 'change'

type Json = { readonly [member: string]: unknown }

/**
 * A policy as the service takes it.
 * https://learn.microsoft.com/rest/api/keyvault/certificates/create-certificate/create-certificate#certificatepolicy
 */
export function restPolicy(policy: Policy, use: PolicyUse = 'new'): Json {
  const { names } = policy
  return withoutEmpty({
    key_props: whole({
      kty: policy.kty,
      key_size: policy.size,
      crv: policy.curve,
      exportable: policy.exportable,
      reuse_key: policy.reuseKey,
    }),
    secret_props: whole({ contentType: policy.contentType }),
    x509_props: whole({
      subject: policy.subject,
      sans: whole({
        dns_names: list(names?.dns, use),
        emails: list(names?.emails, use),
        upns: list(names?.upns, use),
        ipAddresses: list(names?.ips, use),
        uris: list(names?.uris, use),
      }),
      ekus: policy.extendedKeyUsage,
      key_usage: policy.keyUsage,
      validity_months: policy.validityMonths,
    }),
    lifetime_actions: lifetimeActions(policy, ({ action, days, percentage }) => ({
      trigger: withoutEmpty({ lifetime_percentage: percentage, days_before_expiry: days }),
      action: { action_type: action },
    })),
    issuer: whole({
      name: policy.issuer,
      cty: text(policy.certificateType, use),
      cert_transparency: policy.certificateTransparency,
    }),
    attributes: whole({ enabled: policy.enabled }),
  })
}

/**
 * A policy as `--policy` of the Azure CLI takes it: the names that `az keyvault certificate
 * get-default-policy` prints. Ask `azCanHold` first.
 * https://learn.microsoft.com/cli/azure/keyvault/certificate#az-keyvault-certificate-create
 */
export function azPolicy(policy: Policy, use: PolicyUse = 'new'): Json {
  const { names } = policy
  return withoutEmpty({
    keyProperties: whole({
      keyType: policy.kty,
      keySize: policy.size,
      curve: policy.curve,
      exportable: policy.exportable,
      reuseKey: policy.reuseKey,
    }),
    secretProperties: whole({ contentType: policy.contentType }),
    x509CertificateProperties: whole({
      subject: policy.subject,
      subjectAlternativeNames: whole({
        dnsNames: list(names?.dns, use),
        emails: list(names?.emails, use),
        upns: list(names?.upns, use),
      }),
      ekus: policy.extendedKeyUsage,
      keyUsage: policy.keyUsage,
      validityInMonths: policy.validityMonths,
    }),
    lifetimeActions: lifetimeActions(policy, ({ action, days, percentage }) => ({
      trigger: withoutEmpty({ lifetimePercentage: percentage, daysBeforeExpiry: days }),
      action: { actionType: action },
    })),
    issuerParameters: whole({
      name: policy.issuer,
      certificateType: text(policy.certificateType, use),
      certificateTransparency: policy.certificateTransparency,
    }),
    attributes: whole({ enabled: policy.enabled }),
  })
}

/** False for names that the Azure CLI's form of a policy has no place for, and would drop without a word. */
export function azCanHold({ names }: Policy): boolean {
  return !names?.ips?.length && !names?.uris?.length
}

function lifetimeActions(
  { lifetimeAction }: Policy,
  one: (action: { action: string; days: number | null; percentage: number | null }) => Json,
): Json[] | undefined {
  if (lifetimeAction === undefined) return undefined
  if (lifetimeAction === null) return []
  const { action, daysBeforeExpiry, lifetimePercentage } = lifetimeAction
  return [one({ action, days: daysBeforeExpiry, percentage: lifetimePercentage })]
}

function list(names: readonly string[] | undefined, use: PolicyUse): typeof names {
  return use === 'new' && names?.length === 0 ? undefined : names
}

function text(value: string | undefined, use: PolicyUse): typeof value {
  return use === 'new' && value === '' ? undefined : value
}

/** Without members that are null or absent. */
export function withoutEmpty(members: Json): Json {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== null),
  )
}

/** The same; undefined when no member is left. */
function whole(members: Json): Json | undefined {
  const left = withoutEmpty(members)
  return Object.keys(left).length === 0 ? undefined : left
}
