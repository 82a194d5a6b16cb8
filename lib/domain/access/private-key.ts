import { type AccessPath, accessPaths } from './effective-access.ts'
import type { VaultAccess } from './facts.ts'

/** What somebody can do with the private key of a certificate. */
export type KeyReach =
  /** Read it: the secret of the same name holds certificate and key. */
  | 'read'
  /** Take an encrypted copy, which any vault of the same subscription and geography restores. */
  | 'copy'
  /** Sign, decrypt or unwrap with it inside the vault. */
  | 'use'

export interface KeyPath {
  readonly reach: KeyReach
  readonly path: AccessPath
}

/** Operations by what they reach; kinds of objects in whose rights each is found. */
const routes: readonly {
  readonly reach: KeyReach
  readonly area: 'certificates' | 'keys' | 'secrets'
  readonly operations: readonly string[]
}[] = [
  { reach: 'read', area: 'secrets', operations: ['GetSecret'] },
  { reach: 'copy', area: 'secrets', operations: ['BackupSecret'] },
  { reach: 'copy', area: 'keys', operations: ['BackupKey'] },
  { reach: 'copy', area: 'certificates', operations: ['BackupCertificate'] },
  { reach: 'use', area: 'keys', operations: ['sign', 'decrypt', 'unwrapKey', 'release'] },
]

/**
 * Every way to the private key of a certificate. A certificate is also a secret and a key of the same
 * name, and rights on those count: reading certificates never gives the key, reading secrets does.
 * @param certificate.exportable false: the secret holds the certificate alone, so nobody reads the key
 * @see https://learn.microsoft.com/azure/key-vault/certificates/about-certificates#exportable-or-non-exportable-key
 */
export function privateKeyPaths(
  vault: VaultAccess,
  certificate: { readonly name: string; readonly exportable: boolean },
): KeyPath[] {
  return routes
    .filter(({ reach }) => certificate.exportable || reach !== 'read')
    .flatMap(({ reach, area, operations }) =>
      accessPaths(vault, { area, object: certificate.name }).flatMap((path) => {
        const found = path.operations.filter(({ id }) => operations.includes(id))
        return found.length === 0 ? [] : [{ reach, path: { ...path, operations: found } }]
      }),
    )
}
