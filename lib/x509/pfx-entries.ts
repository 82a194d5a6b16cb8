import { type ParsedCertificate, readCertificate } from './certificate.ts'
import { orderChain } from './chain.ts'
import { sameBytes } from './encode.ts'
import { X509Error } from './errors.ts'
import { describePrivateKey } from './private-key.ts'
import type { Bags, CertificateBag, KeyBag } from './safe-bags.ts'

/** A private key with its certificates. */
export interface PfxEntry {
  readonly friendlyName: string | null
  readonly pkcs8: Uint8Array
  /** DER, the leaf first, each followed by its issuer as far as the file has it. */
  readonly chain: Uint8Array[]
}

export interface PfxContent {
  /** At least one. */
  readonly entries: PfxEntry[]
  /** Certificates that are in no entry's chain. */
  readonly otherCertificates: Uint8Array[]
}

interface LabelledCertificate extends CertificateBag {
  readonly parsed: ParsedCertificate
}

/** Puts each key to the certificate that holds its public half. Rejects with `X509Error`. */
export async function pairUp(
  bags: Bags,
  open: (key: KeyBag) => Promise<Uint8Array>,
): Promise<PfxContent> {
  if (bags.keys.length === 0) {
    throw new X509Error('no-private-key', 'The file holds no private key, only certificates.')
  }
  const certificates = distinct(bags.certificates)
  if (certificates.length === 0) {
    throw new X509Error('no-certificate', 'The file holds a private key, but no certificate.')
  }
  const entries: PfxEntry[] = []
  const used = new Set<ParsedCertificate>()
  for (const key of bags.keys) {
    const pkcs8 = await open(key)
    const { spki } = await describePrivateKey(pkcs8)
    const leaf = findLeaf(certificates, key, spki)
    if (!leaf) continue
    const others = certificates.filter((other) => other !== leaf).map(({ parsed }) => parsed)
    const { chain } = orderChain([leaf.parsed, ...others], spki)
    for (const certificate of chain) used.add(certificate)
    entries.push({
      friendlyName: key.friendlyName ?? leaf.friendlyName,
      pkcs8,
      chain: chain.map(({ der }) => der),
    })
  }
  if (entries.length === 0) {
    throw new X509Error('key-mismatch', 'The private key belongs to none of the certificates.')
  }
  const rest = certificates.filter(({ parsed }) => !used.has(parsed))
  return { entries, otherCertificates: rest.map(({ der }) => der) }
}

/** Several certificates may hold one key, as after a renewal; the file's own binding decides among them. */
function findLeaf(
  certificates: readonly LabelledCertificate[],
  { localKeyId }: KeyBag,
  spki: Uint8Array,
): LabelledCertificate | undefined {
  const fitting = certificates.filter(({ parsed }) => sameBytes(parsed.spki, spki))
  const bound = fitting.find(
    (candidate) =>
      localKeyId && candidate.localKeyId && sameBytes(candidate.localKeyId, localKeyId),
  )
  return bound ?? fitting[0]
}

function distinct(bags: readonly CertificateBag[]): LabelledCertificate[] {
  const list: LabelledCertificate[] = []
  for (const bag of bags) {
    if (list.some(({ der }) => sameBytes(der, bag.der))) continue
    list.push({ ...bag, parsed: readCertificate(bag.der) })
  }
  return list
}
