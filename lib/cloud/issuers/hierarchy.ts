import type { ExtensionSpec } from '#lib/x509/extensions.ts'
import { createCertificate, randomSerial } from '#lib/x509/issue.ts'
import type { Rdn } from '#lib/x509/name.ts'
import { keyIdentifier } from '#lib/x509/public-key.ts'
import { generateKey, type KeyPair, signingWith } from '../vault/issue/key-pair.ts'
import type { Validity } from '../vault/issue/validity.ts'
import { type LintProfile, linted } from './lint.ts'

/** A root, and an intermediate that signs the leaves. */
export interface Hierarchy {
  root: CaCertificate
  intermediate: CaCertificate
}

export interface CaCertificate {
  /** In the order of the DER. */
  subject: readonly Rdn[]
  pair: KeyPair
  der: Uint8Array
}

const year = 365 * 86_400

const caKey = {
  exportable: true,
  kty: 'EC',
  key_size: 256,
  reuse_key: false,
  crv: 'P-256',
} as const

/**
 * Makes the keys and certificates of an authority.
 * @param begin epoch seconds: the root runs for twenty years from here, the intermediate for fifteen
 * @param policies object identifiers that the intermediate may issue under
 */
export async function createHierarchy(options: {
  root: readonly Rdn[]
  intermediate: readonly Rdn[]
  begin: number
  policies?: readonly string[]
}): Promise<Hierarchy> {
  const { begin, policies = [] } = options
  const root = { subject: options.root, pair: await generateKey(caKey) }
  const intermediate = { subject: options.intermediate, pair: await generateKey(caKey) }
  return {
    root: {
      ...root,
      der: await sign(root, root, { nbf: begin, exp: begin + 20 * year }, caExtensions({})),
    },
    intermediate: {
      ...intermediate,
      der: await sign(
        root,
        intermediate,
        { nbf: begin, exp: begin + 15 * year },
        caExtensions({ pathLength: 0, policies }),
      ),
    },
  }
}

/**
 * Signs a leaf under the intermediate, whose identifiers go into the leaf. Rejects when the leaf breaks
 * a rule of the profile.
 */
export function signLeaf(
  { intermediate }: { intermediate: Omit<CaCertificate, 'der'> },
  leaf: { subject: readonly Rdn[]; spki: Uint8Array },
  validity: Validity,
  extensions: ExtensionSpec,
  profile: LintProfile,
): Promise<Uint8Array> {
  return sign(intermediate, { subject: leaf.subject, pair: leaf }, validity, extensions, profile)
}

function sign(
  issuer: { subject: readonly Rdn[]; pair: KeyPair },
  { subject, pair }: { subject: readonly Rdn[]; pair: { spki: Uint8Array } },
  validity: Validity,
  extensions: ExtensionSpec,
  profile: LintProfile = 'any',
): Promise<Uint8Array> {
  return createCertificate({
    subject,
    issuer: issuer.subject,
    serial: randomSerial(),
    notBefore: new Date(validity.nbf * 1000),
    notAfter: new Date(validity.exp * 1000),
    spki: pair.spki,
    extensions: {
      ...extensions,
      authorityKeyId: keyIdentifier(issuer.pair.spki),
      subjectKeyId: keyIdentifier(pair.spki),
    },
    ...linted(signingWith(issuer.pair), profile),
  })
}

function caExtensions({
  pathLength,
  policies = [],
}: {
  pathLength?: number
  policies?: readonly string[]
}): ExtensionSpec {
  return {
    keyUsage: ['digitalSignature', 'keyCertSign', 'cRLSign'],
    basicConstraints: { ca: true, ...(pathLength === undefined ? {} : { pathLength }) },
    policies,
  }
}
