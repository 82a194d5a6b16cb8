/** Object identifiers that several files use. Names as in the RFC that defines each. */
export const OID = {
  // RFC 8017 appendix C
  rsaEncryption: '1.2.840.113549.1.1.1',
  rsassaPss: '1.2.840.113549.1.1.10',
  // RFC 5480 section 2.1.1
  ecPublicKey: '1.2.840.10045.2.1',
  // RFC 5280 section 4.2.1
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  ocsp: '1.3.6.1.5.5.7.48.1',
  caIssuers: '1.3.6.1.5.5.7.48.2',
  // https://learn.microsoft.com/windows/win32/api/certenroll/nn-certenroll-ialternativename
  userPrincipalName: '1.3.6.1.4.1.311.20.2.3',
  // RFC 2985 section 5.4.2
  extensionRequest: '1.2.840.113549.1.9.14',
  // RFC 5652
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  encryptedData: '1.2.840.113549.1.7.6',
} as const

export type NamedCurve = 'P-256' | 'P-384' | 'P-521' | 'P-256K'

/** Named curves by RFC 5480 section 2.1.1.1 and SEC 2; `P-256K` is Key Vault's word for secp256k1. */
export const CURVES: Readonly<Record<NamedCurve, { oid: string; bytes: number }>> = {
  'P-256': { oid: '1.2.840.10045.3.1.7', bytes: 32 },
  'P-384': { oid: '1.3.132.0.34', bytes: 48 },
  'P-521': { oid: '1.3.132.0.35', bytes: 66 },
  'P-256K': { oid: '1.3.132.0.10', bytes: 32 },
}

export function curveByOid(oid: string): NamedCurve | null {
  for (const curve of ['P-256', 'P-384', 'P-521', 'P-256K'] as const) {
    if (CURVES[curve].oid === oid) return curve
  }
  return null
}

/** Signature algorithms by the names that openssl prints (RFC 4055, RFC 5758, RFC 8410). */
export const SIGNATURE_NAMES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.4': 'md5WithRSAEncryption',
  '1.2.840.113549.1.1.5': 'sha1WithRSAEncryption',
  '1.2.840.113549.1.1.10': 'rsassaPss',
  '1.2.840.113549.1.1.11': 'sha256WithRSAEncryption',
  '1.2.840.113549.1.1.12': 'sha384WithRSAEncryption',
  '1.2.840.113549.1.1.13': 'sha512WithRSAEncryption',
  '1.2.840.10045.4.1': 'ecdsa-with-SHA1',
  '1.2.840.10045.4.3.2': 'ecdsa-with-SHA256',
  '1.2.840.10045.4.3.3': 'ecdsa-with-SHA384',
  '1.2.840.10045.4.3.4': 'ecdsa-with-SHA512',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
}

/** Key algorithms that are shown by name but not used here. */
export const OTHER_KEY_NAMES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.10': 'RSA-PSS',
  '1.2.840.10040.4.1': 'DSA',
  '1.3.101.110': 'X25519',
  '1.3.101.111': 'X448',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
}
