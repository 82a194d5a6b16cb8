import { storedRotationPolicy } from '../../vault/keys/rotation-due.ts'
import type { RotationPolicy } from '../../vault/keys/rotation-policy.ts'
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
      ...policiesOf(head),
    },
  }
}

/** The policies that were set, in the spelling of this plane. */
function policiesOf(head: HeadRow): object {
  const rotation = storedRotationPolicy(head)
  const release: { contentType: string; data: string } | null =
    head.releasePolicy === null ? null : JSON.parse(head.releasePolicy)
  return {
    ...(rotation === null ? {} : { rotationPolicy: rotationBody(rotation) }),
    ...(release === null
      ? {}
      : { release_policy: { contentType: release.contentType, data: release.data } }),
  }
}

function rotationBody({ expiryTime, created, updated, lifetimeActions }: RotationPolicy): object {
  return {
    attributes: { created, updated, ...(expiryTime === null ? {} : { expiryTime }) },
    lifetimeActions: lifetimeActions.map(({ trigger, action }) => ({
      trigger,
      action: { type: action.type.toLowerCase() },
    })),
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
