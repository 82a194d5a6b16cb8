import type { HeadRow, KeyVersionRow } from '../../vault/rows/keys.ts'
import type { SecretVersionRow } from '../../vault/rows/secrets.ts'
import { recoveryLevel } from '../../vault/wire/attributes.ts'
import type { VaultRecord } from '../vaults/vault-record.ts'
import { vaultType, vaultUri } from '../vaults/wire.ts'

/** A key as a resource of its own, or as one of its versions. Public members only. */
export function keyBody(
  vault: VaultRecord,
  head: HeadRow,
  row: KeyVersionRow,
  as: 'key' | 'version',
): object {
  const jwk: Record<string, string> = JSON.parse(row.publicJwk)
  const id = `${vault.id}/keys/${head.display}`
  const uri = `${vaultUri(vault)}keys/${head.display}`
  return {
    id: as === 'key' ? id : `${id}/versions/${row.version}`,
    name: as === 'key' ? head.display : row.version,
    type: as === 'key' ? `${vaultType}/keys` : `${vaultType}/keys/versions`,
    location: vault.location,
    tags: row.tags ?? {},
    properties: {
      attributes: {
        ...attributesOf(row),
        recoveryLevel: recoveryLevel(vault),
        exportable: !head.managed && row.exportable,
      },
      kty: jwk.kty,
      keyOps: JSON.parse(row.operations),
      ...(jwk.n === undefined ? {} : { keySize: Buffer.from(jwk.n, 'base64url').length * 8 }),
      ...(row.keySize === null ? {} : { keySize: row.keySize }),
      ...(jwk.crv === undefined ? {} : { curveName: jwk.crv }),
      keyUri: uri,
      keyUriWithVersion: `${uri}/${row.version}`,
    },
  }
}

/** A secret as a resource: never with its value. */
export function secretBody(vault: VaultRecord, head: HeadRow, row: SecretVersionRow): object {
  const uri = `${vaultUri(vault)}secrets/${head.display}`
  return {
    id: `${vault.id}/secrets/${head.display}`,
    name: head.display,
    type: `${vaultType}/secrets`,
    location: vault.location,
    tags: row.tags ?? {},
    properties: {
      ...(row.contentType === null ? {} : { contentType: row.contentType }),
      attributes: attributesOf(row),
      secretUri: uri,
      secretUriWithVersion: `${uri}/${row.version}`,
    },
  }
}

function attributesOf(row: KeyVersionRow | SecretVersionRow): object {
  return {
    enabled: row.enabled,
    ...(row.nbf === null ? {} : { nbf: row.nbf }),
    ...(row.exp === null ? {} : { exp: row.exp }),
    created: row.created,
    updated: row.updated,
  }
}
