import { promisify } from 'node:util'
import { deserialize, serialize } from 'node:v8'
import { deflateRaw, inflateRaw } from 'node:zlib'
import type { VaultRecord } from '../../arm/vaults/vault-record.ts'
import { SealBrokenError } from '../../store/errors.ts'
import type { Sealing } from '../../store/sealing.ts'
import { badParameter, type ObjectKind, type VaultError } from '../errors.ts'
import { base64Url } from '../wire/base64.ts'
import { geographyOf } from './geography.ts'
import type { BackupRows } from './rows.ts'

/** All that one name consists of, and where it may be put back. */
export interface Backup {
  subscription: string
  geography: string
  rows: BackupRows
}

const deflate = promisify(deflateRaw)
const inflate = promisify(inflateRaw)

/** Bytes of the longest body of a restore; the port takes no longer one. */
export const maxRestoreBody = 4 * 1024 * 1024
/** Room beside the blob in the body of a restore. */
const restoreOverhead = 1_024
/** Far above what a blob of the largest body can hold, were it not for repetition. */
const maxOpened = 64 * 1024 * 1024

/** Where a backup of this vault may be put back. */
export function placeOf(vault: VaultRecord): Pick<Backup, 'subscription' | 'geography'> {
  return {
    subscription: vault.subscriptionId.toLowerCase(),
    geography: geographyOf(vault.location),
  }
}

/**
 * The blob that a client keeps: base64url of the sealed and compressed rows. Nobody reads or changes it without
 * the key file, and it opens only as a backup of its kind.
 * @throws VaultError 400 when no request could bring it back
 */
export async function sealBackup(
  sealing: Sealing,
  kind: ObjectKind,
  backup: Backup,
): Promise<string> {
  const packed = await deflate(serialize(backup))
  const blob = base64Url(sealing.seal(packed, contextOf(kind)))
  if (blob.length + restoreOverhead > maxRestoreBody) {
    throw badParameter(`The backup of this ${kind} is too large: it could not be restored.`)
  }
  return blob
}

/** Opens what {@link sealBackup} made. Throws 400, the same for every cause. */
export async function openBackup(
  sealing: Sealing,
  kind: ObjectKind,
  blob: string,
  vault: VaultRecord,
): Promise<Backup> {
  const packed = open(sealing, kind, blob)
  // Nobody but this cloud can have made it: it is authentic.
  const backup: Backup = deserialize(await inflate(packed, { maxOutputLength: maxOpened }))
  const here = placeOf(vault)
  if (backup.subscription !== here.subscription || backup.geography !== here.geography) {
    throw notOurs()
  }
  return backup
}

function open(sealing: Sealing, kind: ObjectKind, blob: string): Uint8Array {
  const bytes = Buffer.from(blob, 'base64url')
  // Decoders skip what they do not know: only the one spelling of the bytes counts.
  if (base64Url(bytes) !== blob) throw notOurs()
  try {
    return sealing.open(bytes, contextOf(kind))
  } catch (error) {
    throw error instanceof SealBrokenError ? notOurs() : error
  }
}

/** The service's text, recorded in azure-cli issue 8767. */
function notOurs(): VaultError {
  return badParameter('Cannot decrypt backup blob')
}

function contextOf(kind: ObjectKind): string {
  return `backup/${kind}/1`
}
