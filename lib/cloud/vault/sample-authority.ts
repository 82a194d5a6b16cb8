import { createCertificate, randomSerial } from '#lib/x509/issue.ts'
import { parseName, type Rdn } from '#lib/x509/name.ts'
import { keyIdentifier } from '#lib/x509/public-key.ts'
import { extensionsOf, subjectOf } from './issue/certificate.ts'
import { generateKey, type KeyPair, signingWith } from './issue/key-pair.ts'
import type { Validity } from './issue/validity.ts'
import type { StoredPolicy } from './policy/model.ts'

/** A private CA of the sample company: a root, and an intermediate that signs the leaves. */
export interface SampleAuthority {
  /** DER, the intermediate first. */
  chain: readonly Uint8Array[]
  sign(policy: StoredPolicy, leaf: KeyPair, validity: Validity): Promise<Uint8Array>
}

const year = 365 * 86_400
const caKey = {
  exportable: true,
  kty: 'EC',
  key_size: 256,
  reuse_key: false,
  crv: 'P-256',
} as const

interface Authority {
  subject: Rdn[]
  pair: KeyPair
}

/** @param now epoch seconds: the root begins three years before. */
export async function createSampleAuthority(options: {
  root: string
  intermediate: string
  now: number
}): Promise<SampleAuthority> {
  const begin = options.now - 3 * year
  const root = await authority(options.root)
  const intermediate = await authority(options.intermediate)
  const rootDer = await authorityCertificate(root, root, { nbf: begin, exp: begin + 20 * year })
  const intermediateDer = await authorityCertificate(intermediate, root, {
    nbf: begin,
    exp: begin + 10 * year,
  })
  return {
    chain: [intermediateDer, rootDer],
    sign: (policy, leaf, validity) =>
      createCertificate({
        subject: subjectOf(policy),
        issuer: intermediate.subject,
        serial: randomSerial(),
        notBefore: new Date(validity.nbf * 1000),
        notAfter: new Date(validity.exp * 1000),
        spki: leaf.spki,
        extensions: {
          ...extensionsOf(policy),
          authorityKeyId: keyIdentifier(intermediate.pair.spki),
          subjectKeyId: keyIdentifier(leaf.spki),
        },
        ...signingWith(intermediate.pair),
      }),
  }
}

async function authority(commonName: string): Promise<Authority> {
  const subject = parseName(`CN="${commonName.replaceAll('"', '""')}", O=Contoso, C=US`)
  return { subject: subject.toReversed(), pair: await generateKey(caKey) }
}

function authorityCertificate(
  { subject, pair }: Authority,
  issuer: Authority,
  validity: Validity,
): Promise<Uint8Array> {
  return createCertificate({
    subject,
    issuer: issuer.subject,
    serial: randomSerial(),
    notBefore: new Date(validity.nbf * 1000),
    notAfter: new Date(validity.exp * 1000),
    spki: pair.spki,
    extensions: {
      keyUsage: ['digitalSignature', 'keyCertSign', 'cRLSign'],
      basicConstraints: { ca: true, ...(issuer.pair === pair ? {} : { pathLength: 0 }) },
      authorityKeyId: keyIdentifier(issuer.pair.spki),
      subjectKeyId: keyIdentifier(pair.spki),
    },
    ...signingWith(issuer.pair),
  })
}
