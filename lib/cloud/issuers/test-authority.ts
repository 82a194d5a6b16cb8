import {
  readBasicConstraints,
  readExtendedKeyUsage,
  readKeyUsage,
} from '#lib/x509/certificate-extensions.ts'
import { type ParsedCsr, readCsr } from '#lib/x509/csr.ts'
import type { ExtensionSpec } from '#lib/x509/extensions.ts'
import { OID } from '#lib/x509/oids.ts'
import type { CloudContext } from '../context.ts'
import { plannedValidity } from '../vault/issue/validity.ts'
import type { CertificateAuthority } from './authority.ts'
import { signLeaf } from './hierarchy.ts'
import { storedHierarchy } from './stored-hierarchy.ts'

/** The provider `Test`: no account, no vetting, no waiting. It signs what the request says. */
export function testAuthority(ctx: CloudContext): CertificateAuthority {
  return {
    order: () => Date.now(),
    async poll({ csr, validityMonths, time }) {
      const hierarchy = await storedHierarchy(ctx.store, 'Test', time)
      const request = readCsr(csr)
      const validity = plannedValidity(time, validityMonths)
      const leaf = await signLeaf(
        hierarchy,
        { subject: request.subjectRdns, spki: request.spki },
        validity,
        extensionsOf(request),
        'any',
      )
      return { issued: true, leaf, chain: [hierarchy.intermediate.der, hierarchy.root.der] }
    },
  }
}

function extensionsOf({ extensions, names }: ParsedCsr): ExtensionSpec {
  const value = <T>(oid: string, read: (bytes: Uint8Array) => T): T | null => {
    const extension = extensions.get(oid)
    return extension ? read(extension.value) : null
  }
  // Below an intermediate of path length 0 there is no further authority.
  const ca = value(OID.basicConstraints, readBasicConstraints)?.ca === true
  return {
    keyUsage: (value(OID.keyUsage, readKeyUsage) ?? []).filter(
      (usage) => !ca || usage !== 'keyCertSign',
    ),
    basicConstraints: { ca: false },
    extendedKeyUsage: value(OID.extendedKeyUsage, readExtendedKeyUsage) ?? [],
    names,
  }
}
