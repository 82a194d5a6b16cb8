import type { HeadRow, KeyVersionRow } from '../rows/keys.ts'
import { bundleAttributes } from '../wire/attributes.ts'
import type { WireContext } from '../wire/certificate-bundle.ts'
import { isHsm } from './key-type.ts'
import { typeOf } from './stored-key.ts'

/** A key as the wire shows it: public members only. */
export function keyBundle(wire: WireContext, head: HeadRow, version: KeyVersionRow) {
  const { kty, ...numbers }: Record<string, string> = JSON.parse(version.publicJwk)
  return {
    key: {
      kid: `${wire.base}/keys/${head.display}/${version.version}`,
      kty,
      key_ops: JSON.parse(version.operations),
      ...numbers,
    },
    attributes: keyAttributes(wire, head, version),
    ...(version.tags === null ? {} : { tags: version.tags }),
    ...(head.managed ? { managed: true } : {}),
    ...(head.releasePolicy !== null && wire.apiVersion.atLeast('7.3-preview')
      ? { release_policy: JSON.parse(head.releasePolicy) }
      : {}),
  }
}

/** An item of a key list. Lists of keys do show the recovery level. */
export function keyItem(
  wire: WireContext,
  kid: string,
  head: HeadRow,
  version: KeyVersionRow,
): Record<string, unknown> {
  return {
    kid,
    attributes: keyAttributes(wire, head, version),
    ...(version.tags === null ? {} : { tags: version.tags }),
    ...(head.managed ? { managed: true } : {}),
  }
}

/**
 * `exportable` came with 7.3; it is about key release, which a certificate's key never allows.
 * `hsmPlatform`: 0 is software, 2 FIPS 140-3 level 3. `key_size` is of symmetric keys.
 */
function keyAttributes(
  wire: WireContext,
  head: HeadRow,
  version: KeyVersionRow,
): Record<string, unknown> {
  return {
    ...bundleAttributes(version, wire.vault, wire.apiVersion),
    ...(wire.apiVersion.atLeast('7.3-preview')
      ? { exportable: !head.managed && version.exportable }
      : {}),
    ...(wire.apiVersion.atLeast('7.5') ? { hsmPlatform: isHsm(typeOf(version)) ? '2' : '0' } : {}),
    ...(version.keySize !== null && wire.apiVersion.atLeast('2026-04-01')
      ? { key_size: version.keySize }
      : {}),
  }
}
