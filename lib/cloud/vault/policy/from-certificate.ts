import type { ParsedCertificate } from '#lib/x509/certificate.ts'
import { formatName } from '#lib/x509/name.ts'
import { invalidProperty } from '../errors.ts'
import { monthsBetween } from '../issue/validity.ts'
import { defaultAction } from './lifetime-actions.ts'
import { curveBits, type KeyProps, type Sans, type StoredPolicy } from './model.ts'

/**
 * What an imported certificate says about its policy, before the caller's own members go over it.
 * @param issuerName of the caller's policy; without one a self-signed certificate counts as `Self`
 */
export function policyFromCertificate(
  leaf: ParsedCertificate,
  issuerName: string | undefined,
): StoredPolicy {
  const issuer = { name: issuerName ?? (leaf.selfIssued ? 'Self' : 'Unknown') }
  const constraints = leaf.basicConstraints
  return {
    key_props: keyPropsOf(leaf),
    secret_props: { contentType: 'application/x-pkcs12' },
    x509_props: {
      // .NET prints the last part of the DER first, and Key Vault shows what .NET prints.
      subject: formatName(leaf.subjectRdns.toReversed(), 'dotnet'),
      sans: sansOf(leaf),
      ekus: leaf.extendedKeyUsage,
      key_usage: leaf.keyUsage ?? [],
      validity_months: monthsBetween(seconds(leaf.notBefore), seconds(leaf.notAfter)),
      basic_constraints: {
        ca: constraints?.ca ?? false,
        ...(constraints?.ca && constraints.pathLength !== null
          ? { path_len_constraint: constraints.pathLength }
          : {}),
      },
    },
    lifetime_actions: [defaultAction(issuer)],
    issuer,
    enabled: true,
  }
}

/** Type and size of the key. Throws the schema error for a key that the service does not take. */
export function keyPropsOf(leaf: ParsedCertificate): KeyProps {
  const { key } = leaf
  if (key.kind === 'RSA' && (key.size === 2048 || key.size === 3072 || key.size === 4096)) {
    return { exportable: true, kty: 'RSA', key_size: key.size, reuse_key: false }
  }
  if (key.kind === 'EC') {
    const key_size = curveBits[key.curve]
    return { exportable: true, kty: 'EC', key_size, reuse_key: false, crv: key.curve }
  }
  throw invalidProperty()
}

export function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000)
}

function sansOf(leaf: ParsedCertificate): Sans {
  const { emails, dns, upns, uris, ips } = leaf.names
  return {
    emails,
    dns_names: dns,
    upns,
    ...(uris.length === 0 ? {} : { uris }),
    ...(ips.length === 0 ? {} : { ipAddresses: ips }),
  }
}
