import { parseName, type Rdn } from '#lib/x509/name.ts'
import { createHierarchy, signLeaf } from '../issuers/hierarchy.ts'
import { extensionsOf, subjectOf } from './issue/certificate.ts'
import type { KeyPair } from './issue/key-pair.ts'
import type { Validity } from './issue/validity.ts'
import type { StoredPolicy } from './policy/model.ts'

/** A private CA of the sample company: a root, and an intermediate that signs the leaves. */
export interface SampleAuthority {
  /** DER, the intermediate first. */
  chain: readonly Uint8Array[]
  sign(policy: StoredPolicy, leaf: KeyPair, validity: Validity): Promise<Uint8Array>
}

/** The authorities began so long before the first certificate that they signed. */
const age = 3 * 365 * 86_400

/** @param now epoch seconds: the root begins three years before. */
export async function createSampleAuthority(options: {
  root: string
  intermediate: string
  now: number
}): Promise<SampleAuthority> {
  const hierarchy = await createHierarchy({
    root: nameOf(options.root),
    intermediate: nameOf(options.intermediate),
    begin: options.now - age,
  })
  return {
    chain: [hierarchy.intermediate.der, hierarchy.root.der],
    sign: (policy, { spki }, validity) =>
      signLeaf(
        hierarchy,
        { subject: subjectOf(policy), spki },
        validity,
        extensionsOf(policy),
        'any',
      ),
  }
}

function nameOf(commonName: string): Rdn[] {
  return parseName(`CN="${commonName.replaceAll('"', '""')}", O=Contoso, C=US`).toReversed()
}
