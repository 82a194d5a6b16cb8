import { readAsn1, readOid, sequenceOf, TAG } from './der.ts'
import { type Der, explicit, integer, oid, sequence, setOf } from './encode.ts'
import { malformed, X509Error } from './errors.ts'
import { MAX_CERTIFICATES } from './limits.ts'
import { OID } from './oids.ts'
import { tooMany } from './safe-bags.ts'

/**
 * The certificates (DER, in the order given) of a PKCS#7 bundle: the `.p7b` that many authorities send (RFC 5652
 * section 5.1, "certs-only"). Throws `X509Error`, `no-certificate` when it holds none.
 */
export function certificatesFromPkcs7(der: Uint8Array): Uint8Array[] {
  const [type, wrapped] = sequenceOf(readAsn1(der, { ber: true }), 'PKCS#7 bundle', 2)
  if (readOid(type, 'PKCS#7 bundle') !== OID.signedData) {
    throw malformed('This is not a PKCS#7 bundle of certificates.')
  }
  const fields = sequenceOf(wrapped?.children[0], 'PKCS#7 bundle', 4)
  const set = fields.find(({ tag }) => tag === 0xa0)
  const certificates = (set?.children ?? []).filter(({ tag }) => tag === TAG.sequence)
  if (certificates.length === 0) {
    throw new X509Error('no-certificate', 'The PKCS#7 bundle holds no certificate.')
  }
  if (certificates.length > MAX_CERTIFICATES) throw tooMany('certificates')
  return certificates.map(({ bytes }) => bytes.slice())
}

/**
 * Writes a PKCS#7 bundle of certificates (DER, leaf first): signed data that nobody signed, "certs-only" in RFC 5652
 * section 5.1. The order is kept, as openssl and Windows do, although a SET has none.
 */
export function writePkcs7(chain: readonly Uint8Array[]): Der {
  if (chain.length === 0) throw malformed('A PKCS#7 bundle needs at least one certificate.')
  const signedData = sequence(
    integer(1),
    setOf(),
    sequence(oid(OID.data)),
    // [0] IMPLICIT SET OF: the same octets as a wrapper of its members.
    explicit(0, ...chain),
    setOf(),
  )
  return sequence(oid(OID.signedData), explicit(0, signedData))
}
