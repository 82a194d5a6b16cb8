import { fromBase64, toHex } from '#lib/base/encodings.ts'
import { type ParsedCertificate, readCertificate } from './certificate.ts'
import { readAsn1 } from './der.ts'
import { X509Error } from './errors.ts'
import { MAX_CERTIFICATES, MAX_INPUT_BYTES } from './limits.ts'
import { latin1 } from './name-der.ts'
import { decodePem, type PemBlock } from './pem.ts'
import { certificatesFromPkcs7 } from './pkcs7.ts'
import { isPrivateKeyLabel } from './private-key.ts'
import { tooMany } from './safe-bags.ts'

/** What one file gave. */
export interface ReadFile {
  /** Number of certificates in it, doubles included. */
  readonly certificates: number
  /** Why it gave none, or what in it was left aside; null when all of it was of use. */
  readonly problem: string | null
}

export interface CertificateFiles {
  /** Each once, in the order of the files. */
  readonly certificates: readonly ParsedCertificate[]
  /** Certificates that came more than once. */
  readonly doubles: number
  /** One for each file given. */
  readonly files: readonly ReadFile[]
}

/**
 * Certificates from files of any of the forms that CAs send: DER, PEM, PKCS#7 as DER or PEM, and base64
 * without armour. A file that gives none does not stop the others. Throws `X509Error` `too-large` when all
 * files together are larger than 1 MiB or hold too many certificates. Use it on files from outside through
 * `readCertificateFilesInWorker`, which bounds the time.
 */
export function readCertificateFiles(files: readonly Uint8Array[]): CertificateFiles {
  const size = files.reduce((sum, file) => sum + file.length, 0)
  if (size > MAX_INPUT_BYTES) {
    throw new X509Error('too-large', 'The files are larger than 1 MiB together.')
  }
  const known = new Map<string, ParsedCertificate>()
  let found = 0
  const read = files.map((file): ReadFile => {
    try {
      const { ders, aside } = certificatesOf(file)
      const certificates = ders.map(readCertificate)
      for (const certificate of certificates) known.set(toHex(certificate.sha256), certificate)
      found += certificates.length
      if (certificates.length > 0) return { certificates: certificates.length, problem: aside }
      return { certificates: 0, problem: aside ?? 'It holds no certificate.' }
    } catch (error) {
      if (!(error instanceof X509Error)) throw error
      return { certificates: 0, problem: error.message }
    }
  })
  if (known.size > MAX_CERTIFICATES) throw tooMany('certificates')
  return { certificates: [...known.values()], doubles: found - known.size, files: read }
}

interface Found {
  readonly ders: readonly Uint8Array[]
  /** What was left aside, in words. */
  readonly aside: string | null
}

const SEQUENCE = 0x30

function certificatesOf(file: Uint8Array): Found {
  if (file.length === 0) throw new X509Error('no-certificate', 'It is empty.')
  if (latin1(file.subarray(0, 4)) === 'PK\x03\x04') {
    throw new X509Error(
      'not-a-certificate-file',
      'It is a zip archive. Unpack it and choose the files in it.',
    )
  }
  // A sequence of more than 127 bytes or of no stated length: no text begins so.
  if (file[0] === SEQUENCE && (file[1] ?? 0) >= 0x80) return { ders: fromDer(file), aside: null }
  const text = textOf(file)
  const blocks = decodePem(text)
  if (blocks.length > 0) return fromPem(blocks)
  return { ders: fromDer(fromBareBase64(text)), aside: null }
}

/** UTF-16 as Windows tools write it, else bytes as they are; marks and indents would hide the armour. */
function textOf(file: Uint8Array): string {
  const wide = (file[0] === 0xff && file[1] === 0xfe) || (file[0] === 0xfe && file[1] === 0xff)
  const text = wide
    ? new TextDecoder(file[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(file)
    : latin1(file).replace(/^\u00ef\u00bb\u00bf/, '')
  return text.replaceAll(/^[ \t>\ufeff]+(?=\S)/gm, '')
}

/** `MII…` alone, as some portals show it. */
function fromBareBase64(text: string): Uint8Array {
  const body = text.replaceAll(/\s/g, '')
  try {
    if (/^MI[\w+/=-]{100,}$/.test(body)) return fromBase64(body)
  } catch {
    // Told below.
  }
  throw new X509Error(
    'not-a-certificate-file',
    'It is no certificate, no PEM and no PKCS #7 bundle.',
  )
}

const certificateLabels = new Set(['CERTIFICATE', 'X509 CERTIFICATE'])
const bundleLabels = new Set(['PKCS7', 'PKCS #7 SIGNED DATA', 'CMS'])
const requestLabels = new Set(['CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST'])

function fromPem(blocks: readonly PemBlock[]): Found {
  const ders = blocks.flatMap(({ label, der }) =>
    certificateLabels.has(label) || bundleLabels.has(label) ? fromDer(der) : [],
  )
  const labels = blocks.map(({ label }) => label)
  if (labels.some(isPrivateKeyLabel)) {
    return {
      ders,
      aside:
        'It holds a private key, which was left aside: the key of this request is in the vault.',
    }
  }
  if (labels.some((label) => requestLabels.has(label))) {
    return { ders, aside: 'It holds a signing request; what is merged is the CA’s answer to it.' }
  }
  return { ders, aside: null }
}

/** One certificate, or the bundle that holds some. */
function fromDer(der: Uint8Array): Uint8Array[] {
  if (isBundle(der)) return certificatesFromPkcs7(der)
  // PFX (RFC 7292 section 4) begins with its version; a certificate and a bundle do not.
  const [first] = readAsn1(der, { ber: true }).children
  if (first?.tag === 0x02) {
    throw new X509Error(
      'not-a-certificate-file',
      'It is a PFX, which carries a key of its own. Import it instead, or export the certificates alone.',
    )
  }
  return [der]
}

/** ContentInfo begins with the identifier of signedData, RFC 5652 section 3; a certificate never does. */
function isBundle(der: Uint8Array): boolean {
  return toHex(der.subarray(0, 24)).includes('06092a864886f70d010702')
}
