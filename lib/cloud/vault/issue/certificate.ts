import type { ExtensionSpec } from '#lib/x509/extensions.ts'
import { createCertificate, createCsr, randomSerial } from '#lib/x509/issue.ts'
import { parseName, type Rdn } from '#lib/x509/name.ts'
import { keyIdentifier } from '#lib/x509/public-key.ts'
import { linted } from '../../issuers/lint.ts'
import type { StoredPolicy } from '../policy/model.ts'
import { type KeyPair, signingWith } from './key-pair.ts'
import type { Validity } from './validity.ts'

/** The request that goes with a pending certificate: PKCS#10, DER. */
export function createRequest(policy: StoredPolicy, pair: KeyPair): Promise<Uint8Array> {
  return createCsr({
    subject: subjectOf(policy),
    spki: pair.spki,
    extensions: extensionsOf(policy),
    ...signingWith(pair),
  })
}

/** A certificate of issuer `Self`, DER, with the extensions and their order as the service makes them. */
export function createSelfSigned(
  policy: StoredPolicy,
  pair: KeyPair,
  validity: Validity,
): Promise<Uint8Array> {
  const subject = selfName(policy)
  const keyId = keyIdentifier(pair.spki)
  return createCertificate({
    subject,
    issuer: subject,
    serial: randomSerial(),
    notBefore: new Date(validity.nbf * 1000),
    notAfter: new Date(validity.exp * 1000),
    spki: pair.spki,
    extensions: { ...extensionsOf(policy), authorityKeyId: keyId, subjectKeyId: keyId },
    ...linted(signingWith(pair), 'any'),
  })
}

/** An issuer has a name, RFC 5280 section 4.1.2.4: without a subject it is the first alternative name. */
function selfName(policy: StoredPolicy): Rdn[] {
  const subject = subjectOf(policy)
  if (subject.length > 0) return subject
  const [name = ''] = Object.values(policy.x509_props.sans ?? {}).flat()
  // ub-common-name, RFC 5280 appendix A.1.
  return [[{ oid: '2.5.4.3', value: name.slice(0, 64) }]]
}

/**
 * The subject in the order of the DER: the service encodes the parts from the last to the first, as
 * .NET does, so that the usual `C=…, O=…, CN=…` starts with the common name.
 */
export function subjectOf(policy: StoredPolicy): Rdn[] {
  const text = policy.x509_props.subject.trim()
  return text === '' ? [] : parseName(text).toReversed()
}

export function extensionsOf(policy: StoredPolicy): ExtensionSpec {
  const { key_usage, ekus, basic_constraints, sans } = policy.x509_props
  const { ca, path_len_constraint: pathLength } = basic_constraints
  return {
    keyUsage: key_usage,
    basicConstraints: { ca, ...(pathLength === undefined ? {} : { pathLength }) },
    extendedKeyUsage: ekus,
    names: {
      dns: sans?.dns_names ?? [],
      emails: sans?.emails ?? [],
      upns: sans?.upns ?? [],
      ips: sans?.ipAddresses ?? [],
      uris: sans?.uris ?? [],
    },
  }
}
