import { type ParsedCertificate, readCertificate } from './certificate.ts'
import { orderChain } from './chain.ts'
import { sameBytes } from './encode.ts'
import { X509Error } from './errors.ts'
import { MAX_CERTIFICATES, MAX_INPUT_BYTES } from './limits.ts'
import { latin1 } from './name-der.ts'
import { decodePem, type PemBlock } from './pem.ts'
import { readPfx, readPfxCertificates } from './pfx.ts'
import { describePrivateKey, isPrivateKeyLabel, pkcs8FromPem } from './private-key.ts'
import type { KeyDescription } from './public-key.ts'
import { tooMany } from './safe-bags.ts'

/** One certificate of a file, ready to be imported. */
export interface ImportEntry {
  readonly friendlyName: string | null
  readonly pkcs8: Uint8Array
  readonly key: KeyDescription
  /** Leaf first, then its issuers as far as the file has them. */
  readonly chain: ParsedCertificate[]
  /** The chain goes up to a root. */
  readonly complete: boolean
}

export interface ImportFile {
  readonly format: 'pfx' | 'pem'
  /** At least one; a PEM file gives exactly one. */
  readonly entries: ImportEntry[]
}

/**
 * Reads a file that somebody wants to import: PFX, or PEM with one unencrypted private key and its certificates in any
 * order. `password` opens a PFX and is '' for none. Rejects with `X509Error`. On files from
 * outside use `readImportFileInWorker`, which bounds the time.
 */
export async function readImportFile(bytes: Uint8Array, password: string): Promise<ImportFile> {
  if (bytes.length > MAX_INPUT_BYTES) throw fileTooLarge()
  if (isDer(bytes)) return readPfxFile(bytes, password)
  const blocks = decodePem(latin1(bytes))
  if (blocks.length === 0) {
    throw new X509Error(
      'not-a-certificate-file',
      'This is neither a PFX file nor a PEM file. Choose a .pfx, .p12 or .pem file.',
    )
  }
  return { format: 'pem', entries: [await readPemEntry(blocks)] }
}

/**
 * The certificates of a PFX or PEM file with or without a private key, or of a bare DER certificate: the leaf first and
 * each followed by its issuer as far as the file has it. A key is not opened. Rejects with `X509Error`.
 */
export async function readChainOf(
  bytes: Uint8Array,
  password: string,
): Promise<ParsedCertificate[]> {
  if (bytes.length > MAX_INPUT_BYTES) throw fileTooLarge()
  if (isCertificate(bytes)) return [readCertificate(bytes)]
  const certificates = isDer(bytes)
    ? (await readPfxCertificates(bytes, password)).map(readCertificate)
    : readCertificates(decodePem(latin1(bytes)))
  return orderChain(certificates).chain
}

/** A DER sequence of more than 127 bytes or of no stated length: no text begins so. */
function isDer(bytes: Uint8Array): boolean {
  return bytes[0] === 0x30 && (bytes[1] ?? 0) >= 0x80
}

function fileTooLarge(): X509Error {
  return new X509Error('too-large', 'The file is larger than 1 MiB.')
}

async function readPfxFile(bytes: Uint8Array, password: string): Promise<ImportFile> {
  try {
    const { entries } = await readPfx(bytes, password)
    return {
      format: 'pfx',
      entries: await Promise.all(
        entries.map(async ({ friendlyName, pkcs8, chain }) => {
          const certificates = chain.map(readCertificate)
          const complete = certificates.at(-1)?.selfIssued ?? false
          const { key } = await describePrivateKey(pkcs8)
          return { friendlyName, pkcs8, key, chain: certificates, complete }
        }),
      ),
    }
  } catch (error) {
    if (error instanceof X509Error && error.code === 'not-pkcs12' && isCertificate(bytes)) {
      throw new X509Error(
        'no-private-key',
        'This is a certificate without its private key. To import, both must be in one file.',
      )
    }
    throw error
  }
}

async function readPemEntry(blocks: readonly PemBlock[]): Promise<ImportEntry> {
  const [keyBlock, ...moreKeys] = blocks.filter(({ label }) => isPrivateKeyLabel(label))
  if (!keyBlock) {
    throw new X509Error('no-private-key', 'The PEM file holds no private key.')
  }
  if (moreKeys.length > 0) {
    throw new X509Error(
      'several-private-keys',
      `The PEM file holds ${moreKeys.length + 1} private keys. Keep the one to import.`,
    )
  }
  const pkcs8 = pkcs8FromPem(keyBlock)
  const certificates = readCertificates(blocks)
  const { key, spki } = await describePrivateKey(pkcs8)
  if (!certificates.some((certificate) => sameBytes(certificate.spki, spki))) {
    throw new X509Error('key-mismatch', 'The private key belongs to none of the certificates.')
  }
  const { chain, complete } = orderChain(certificates, spki)
  return { friendlyName: null, pkcs8, key, chain, complete }
}

function readCertificates(blocks: readonly PemBlock[]): ParsedCertificate[] {
  const certificates = blocks
    .filter(({ label }) => label === 'CERTIFICATE' || label === 'X509 CERTIFICATE')
    .map(({ der }) => der)
  if (certificates.length === 0) {
    throw new X509Error('no-certificate', 'The PEM file holds no certificate.')
  }
  if (certificates.length > MAX_CERTIFICATES) throw tooMany('certificates')
  return certificates.map(readCertificate)
}

function isCertificate(bytes: Uint8Array): boolean {
  try {
    readCertificate(bytes)
    return true
  } catch {
    return false
  }
}
