import { type Asn1, expectTag, readAsn1, readOid, sequenceOf, TAG } from './der.ts'
import { malformed, X509Error } from './errors.ts'
import { MAX_CERTIFICATES } from './limits.ts'
import { readText } from './name-der.ts'
import { type Decryption, type KdfBudget, planDecryption } from './pbe.ts'

/** The contents of a PKCS#12 safe (RFC 7292 section 4.2). */

/** RFC 7292 appendix D and RFC 2985 section 5.5. */
export const BAG = {
  key: '1.2.840.113549.1.12.10.1.1',
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
  safeContents: '1.2.840.113549.1.12.10.1.6',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
} as const

interface Labels {
  readonly friendlyName: string | null
  /** Binds a key to its certificate; any bytes. */
  readonly localKeyId: Uint8Array | null
}

export interface KeyBag extends Labels {
  /** PKCS#8, or its encrypted form when `decryption` is there. */
  readonly data: Uint8Array
  readonly decryption: Decryption | null
}

export interface CertificateBag extends Labels {
  readonly der: Uint8Array
}

export interface Bags {
  readonly keys: KeyBag[]
  readonly certificates: CertificateBag[]
}

/** Adds the bags of `SafeContents` to `bags`. CRL and secret bags are skipped. Throws `X509Error`. */
export function collectBags(
  content: Uint8Array,
  bags: Bags,
  password: string,
  budget: KdfBudget,
): void {
  collect(readAsn1(content, { ber: true }))

  function collect(safe: Asn1 | undefined): void {
    for (const bag of sequenceOf(safe, 'PKCS#12 safe')) {
      const [type, wrapped, attributes] = sequenceOf(bag, 'PKCS#12 bag', 2)
      const value = expectTag(wrapped, 0xa0, 'PKCS#12 bag').children[0]
      if (!value) throw malformed('A PKCS#12 bag is empty.')
      switch (readOid(type, 'PKCS#12 bag')) {
        case BAG.safeContents:
          collect(value)
          break
        case BAG.certificate:
          addCertificate(value, readLabels(attributes))
          break
        case BAG.key:
          addKey({ data: value.bytes.slice(), decryption: null, ...readLabels(attributes) })
          break
        case BAG.shroudedKey: {
          const [algorithm, encrypted] = sequenceOf(value, 'encrypted private key', 2)
          const data = expectTag(encrypted, TAG.octetString, 'encrypted private key').content
          const decryption = planDecryption(algorithm, password, budget)
          addKey({ data, decryption, ...readLabels(attributes) })
          break
        }
      }
    }
  }

  function addKey(key: KeyBag): void {
    bags.keys.push(key)
    if (bags.keys.length > MAX_CERTIFICATES) throw tooMany('private keys')
  }

  function addCertificate(value: Asn1, labels: Labels): void {
    const [kind, content] = sequenceOf(value, 'certificate bag', 2)
    if (readOid(kind, 'certificate bag') !== BAG.x509Certificate) return
    const octets = expectTag(content, 0xa0, 'certificate bag').children[0]
    const { content: der } = expectTag(octets, TAG.octetString, 'certificate bag')
    bags.certificates.push({ der: der.slice(), ...labels })
    if (bags.certificates.length > MAX_CERTIFICATES) throw tooMany('certificates')
  }
}

function readLabels(node: Asn1 | undefined): Labels {
  let friendlyName: string | null = null
  let localKeyId: Uint8Array | null = null
  for (const attribute of node ? expectTag(node, TAG.set, 'bag attributes').children : []) {
    const [type, values] = sequenceOf(attribute, 'bag attribute', 2)
    const value = values?.children[0]
    const oid = readOid(type, 'bag attribute')
    if (oid === BAG.friendlyName && value?.tag === TAG.bmpString) {
      friendlyName = readText(value, 'friendly name')
    } else if (oid === BAG.localKeyId && value?.tag === TAG.octetString) {
      localKeyId = value.content.slice()
    }
  }
  return { friendlyName, localKeyId }
}

export function tooMany(what: string): X509Error {
  return new X509Error('too-expensive', `The file holds more than ${MAX_CERTIFICATES} ${what}.`)
}
