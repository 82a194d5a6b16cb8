/** A certificate policy as it is stored: complete, checked, in the wire's own member names. */
export interface StoredPolicy {
  key_props: KeyProps
  secret_props: { contentType: SecretContentType }
  x509_props: X509Props
  lifetime_actions: LifetimeAction[]
  issuer: IssuerProps
  enabled: boolean
}

export type RsaSize = 2048 | 3072 | 4096
export type Curve = 'P-256' | 'P-384' | 'P-521' | 'P-256K'

/** Member order is that of recorded answers. */
export type KeyProps =
  | { exportable: boolean; kty: 'RSA' | 'RSA-HSM'; key_size: RsaSize; reuse_key: boolean }
  | {
      exportable: boolean
      kty: 'EC' | 'EC-HSM'
      key_size: number
      reuse_key: boolean
      crv: Curve
    }

export type SecretContentType = 'application/x-pkcs12' | 'application/x-pem-file'

export interface X509Props {
  subject: string
  sans?: Sans
  ekus: string[]
  key_usage: KeyUsage[]
  validity_months: number
  basic_constraints: { ca: boolean; path_len_constraint?: number }
}

export interface Sans {
  emails?: string[]
  dns_names?: string[]
  upns?: string[]
  uris?: string[]
  ipAddresses?: string[]
}

export interface LifetimeAction {
  trigger: { lifetime_percentage: number } | { days_before_expiry: number }
  action: { action_type: 'AutoRenew' | 'EmailContacts' }
}

export interface IssuerProps {
  name: string
  cty?: string
  cert_transparency?: boolean
}

/** RFC 5280 section 4.2.1.3, in the order of the bits and in Key Vault's spelling. */
export const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const

export type KeyUsage = (typeof keyUsages)[number]

export const curveBits: Readonly<Record<Curve, number>> = {
  'P-256': 256,
  'P-384': 384,
  'P-521': 521,
  'P-256K': 256,
}
