import type { ApiVersion } from '../api-version.ts'
import { invalidProperty } from '../errors.ts'
import {
  type JsonObject,
  optionalBoolean,
  optionalInteger,
  optionalObject,
  optionalString,
} from '../json.ts'
import { isCurve, isHsm, isRsaSize } from '../keys/key-type.ts'
import { readLifetimeActions } from './lifetime-actions.ts'
import {
  type Curve,
  curveBits,
  type IssuerProps,
  type KeyProps,
  type StoredPolicy,
} from './model.ts'
import { readX509Props } from './x509-props.ts'

/**
 * Reads the `policy` of a create, an import or a PATCH over what is known already.
 *
 * @param given the member `policy` of the body
 * @param base the stored policy that a PATCH merges into, or what an import read from the
 *   certificate; null when everything that is not given takes the service's default
 * @param apiVersion of the request; without one every member counts
 * @throws VaultError 400 with the service's schema error
 */
export function readPolicy(
  given: JsonObject,
  base: StoredPolicy | null,
  apiVersion?: ApiVersion,
): StoredPolicy {
  const issuer = readIssuer(optionalObject(given, 'issuer') ?? {}, base?.issuer ?? null)
  const x509 = readX509Props(
    optionalObject(given, 'x509_props') ?? {},
    base?.x509_props ?? null,
    apiVersion,
  )
  return {
    key_props: readKeyProps(optionalObject(given, 'key_props') ?? {}, base?.key_props ?? null),
    secret_props: readSecretProps(given, base),
    x509_props: x509,
    lifetime_actions: readLifetimeActions(given, x509.validity_months, issuer, base),
    issuer,
    enabled:
      optionalBoolean(optionalObject(given, 'attributes') ?? {}, 'enabled') ??
      base?.enabled ??
      true,
  }
}

function readIssuer(given: JsonObject, base: IssuerProps | null): IssuerProps {
  const name = canonicalIssuer(optionalString(given, 'name') ?? base?.name ?? 'Unknown')
  const cty = optionalString(given, 'cty') ?? base?.cty
  if (name.length > 127 || (cty?.length ?? 0) > 127) throw invalidProperty()
  const transparency = optionalBoolean(given, 'cert_transparency') ?? base?.cert_transparency
  return {
    name,
    ...(cty === undefined ? {} : { cty }),
    ...(transparency === undefined ? {} : { cert_transparency: transparency }),
  }
}

/** The two reserved names are matched without case, as all names are. */
function canonicalIssuer(name: string): string {
  const lower = name.toLowerCase()
  if (lower === 'self') return 'Self'
  return lower === 'unknown' ? 'Unknown' : name
}

function readSecretProps(
  given: JsonObject,
  base: StoredPolicy | null,
): StoredPolicy['secret_props'] {
  const contentType =
    optionalString(optionalObject(given, 'secret_props') ?? {}, 'contentType') ??
    base?.secret_props.contentType ??
    'application/x-pkcs12'
  if (contentType !== 'application/x-pkcs12' && contentType !== 'application/x-pem-file') {
    throw invalidProperty()
  }
  return { contentType }
}

/** A key in an HSM never leaves it: such types are not exportable, whatever the policy says. */
function readKeyProps(given: JsonObject, base: KeyProps | null): KeyProps {
  const kty = optionalString(given, 'kty') ?? base?.kty ?? 'RSA'
  const size = optionalInteger(given, 'key_size')
  const crv = optionalString(given, 'crv')
  const exportable = optionalBoolean(given, 'exportable') ?? base?.exportable ?? true
  const reuse_key = optionalBoolean(given, 'reuse_key') ?? base?.reuse_key ?? false
  if (kty === 'RSA' || kty === 'RSA-HSM') {
    const key_size = size ?? (base && !('crv' in base) ? base.key_size : 2048)
    if (crv !== undefined || !isRsaSize(key_size)) throw invalidProperty()
    return { exportable: exportable && !isHsm(kty), kty, key_size, reuse_key }
  }
  if (kty === 'EC' || kty === 'EC-HSM') {
    const curve = crv ?? curveOfSize(size) ?? (base && 'crv' in base ? base.crv : 'P-256')
    if (!isCurve(curve) || (size !== undefined && size !== curveBits[curve])) {
      throw invalidProperty()
    }
    const key_size = curveBits[curve]
    return { exportable: exportable && !isHsm(kty), kty, key_size, reuse_key, crv: curve }
  }
  throw invalidProperty()
}

/** A client may name an EC key by its size alone. 256 bits mean P-256, never P-256K. */
function curveOfSize(size: number | undefined): Curve | undefined {
  if (size === 256) return 'P-256'
  if (size === 384) return 'P-384'
  return size === 521 ? 'P-521' : undefined
}
