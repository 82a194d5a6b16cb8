import { fromBase64 } from '#lib/base/encodings.ts'
import { type ParsedCertificate, readCertificate } from '#lib/x509/certificate.ts'
import { X509Error } from '#lib/x509/errors.ts'
import { MAX_CERTIFICATES } from '#lib/x509/limits.ts'
import { latin1 } from '#lib/x509/name-der.ts'
import { decodePem } from '#lib/x509/pem.ts'
import { certificatesFromPkcs7 } from '#lib/x509/pkcs7.ts'
import { badParameter, invalidProperty } from '../errors.ts'
import { type JsonObject, optionalStrings } from '../json.ts'

/**
 * The certificates of a merge, in their given order. Each entry of `x5c` is the base64 of a certificate
 * or of a PKCS#7 bundle, as DER or as PEM. The JavaScript client's own example encodes base64 once
 * more, and the service takes that: https://github.com/Azure/azure-sdk-for-js/tree/main/sdk/keyvault/keyvault-certificates
 *
 * @throws VaultError 400
 */
export function readMergeContent(body: JsonObject): ParsedCertificate[] {
  const list = optionalStrings(body, 'x5c')
  if (!list || list.length === 0 || list.length > MAX_CERTIFICATES) throw invalidProperty()
  try {
    const ders = list.flatMap(certificatesOfText)
    if (ders.length > MAX_CERTIFICATES) throw invalidProperty()
    return ders.map(readCertificate)
  } catch (error) {
    if (!(error instanceof X509Error) && !(error instanceof DOMException)) throw error
    throw badParameter('The specified X.509 certificate content is in an unexpected format.')
  }
}

function certificatesOfText(text: string): Uint8Array[] {
  if (text.includes(pemBegin)) return certificatesOfPem(text)
  const bytes = fromBase64(text)
  if (bytes[0] === sequenceTag) return certificatesOfDer(bytes)
  const inner = latin1(bytes)
  return inner.includes(pemBegin) ? certificatesOfPem(inner) : certificatesOfDer(fromBase64(inner))
}

const pemBegin = '-----BEGIN '

/** X.690 section 8.9: certificates and bundles are both sequences, and base64 text begins otherwise. */
const sequenceTag = 0x30

function certificatesOfPem(text: string): Uint8Array[] {
  return decodePem(text).flatMap(({ label, der }) => {
    if (label !== 'CERTIFICATE' && label !== 'PKCS7' && label !== 'CMS') throw invalidProperty()
    return certificatesOfDer(der)
  })
}

/** One certificate, or the bundle (PKCS#7) that many CAs answer with. */
function certificatesOfDer(der: Uint8Array): Uint8Array[] {
  return isPkcs7(der) ? certificatesFromPkcs7(der) : [der]
}

/** ContentInfo begins with the identifier of signedData, RFC 5652 section 3; a certificate never does. */
function isPkcs7(der: Uint8Array): boolean {
  return Buffer.from(der.subarray(0, 24)).includes(signedData)
}

const signedData = Buffer.from('06092a864886f70d010702', 'hex')
