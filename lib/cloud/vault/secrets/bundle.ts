import type { HeadRow } from '../rows/keys.ts'
import type { SecretVersionRow } from '../rows/secrets.ts'
import { bundleAttributes } from '../wire/attributes.ts'
import type { WireContext } from '../wire/certificate-bundle.ts'

/**
 * A secret in the member order of recorded answers.
 * @param value null where the operation does not show it
 */
export function secretBundle(
  wire: WireContext,
  head: HeadRow,
  version: SecretVersionRow,
  value: string | null,
): Record<string, unknown> {
  const path = `${head.display}/${version.version}`
  return {
    ...(value === null ? {} : { value }),
    ...(version.contentType === null ? {} : { contentType: version.contentType }),
    id: `${wire.base}/secrets/${path}`,
    ...(head.managed ? { managed: true } : {}),
    attributes: bundleAttributes(version, wire.vault, wire.apiVersion),
    ...(head.managed ? { kid: `${wire.base}/keys/${path}` } : {}),
    ...(version.tags === null ? {} : { tags: version.tags }),
  }
}

/** An item of a list: everything but the value. */
export function secretItem(
  wire: WireContext,
  id: string,
  head: HeadRow,
  version: SecretVersionRow,
): Record<string, unknown> {
  return {
    ...(version.contentType === null ? {} : { contentType: version.contentType }),
    id,
    ...(head.managed ? { managed: true } : {}),
    attributes: bundleAttributes(version, wire.vault, wire.apiVersion),
    ...(version.tags === null ? {} : { tags: version.tags }),
  }
}
