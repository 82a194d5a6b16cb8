import type { Db } from '../../store/store.ts'
import type { Operation, VaultCall } from '../call.ts'
import { missing, nameOf, versionOf, wireOf } from '../certificates/call-parts.ts'
import { badParameter, disabled } from '../errors.ts'
import { findHead, type HeadRow } from '../rows/keys.ts'
import {
  findSecretVersion,
  keepSecretValue,
  openSecretValue,
  type SecretVersionRow,
} from '../rows/secrets.ts'
import { secretBundle } from './bundle.ts'
import { composeValue, valueText } from './compose.ts'
import { materialOf } from './material.ts'
import { mayGet } from './rights.ts'

const pem = 'application/x-pem-file'

/**
 * The value of a certificate's secret is composed at its first reading and kept with the audit row of
 * that reading; later readings give the same bytes.
 */
const get: Omit<Operation, 'path'> = {
  name: 'SecretGet',
  method: 'GET',
  right: mayGet,
  async prepare(call) {
    const name = nameOf(call)
    const version = versionOf(call)
    const wanted = readOutContentType(call)
    const seen = call.ctx.store.read((db) => {
      const found = find(db, call, name, version)
      const { vault, name: key } = found.head
      const kept = openSecretValue(db, vault, key, found.row.version)
      const asPem = wanted === pem && found.row.contentType !== pem
      const material = kept && !asPem ? null : materialOf(db, vault, key, found.row)
      return { kept, asPem, material, version: found.row.version }
    })
    const { material } = seen
    const stored = seen.kept ?? (material && (await composeValue(material)))
    const converted =
      seen.asPem && material ? await composeValue({ ...material, contentType: pem }) : null

    return (db) => {
      // The version that was looked at, even if another has become the latest meanwhile.
      const { head, row } = find(db, call, name, seen.version)
      const id = { vault: head.vault, name: head.name, version: row.version }
      const kept = stored && keepSecretValue(db, id, stored)
      const value = converted ?? kept ?? new Uint8Array(0)
      const contentType = converted ? pem : row.contentType
      return {
        status: 200,
        body: secretBundle(
          wireOf(call),
          head,
          { ...row, contentType },
          valueText(value, contentType),
        ),
      }
    }
  },
}

export const getSecret: Operation = { ...get, path: '/secrets/:name' }
export const getSecretVersion: Operation = { ...get, path: '/secrets/:name/:version' }

function find(
  db: Db,
  call: VaultCall,
  name: string,
  version: string | null,
): { head: HeadRow; row: SecretVersionRow } {
  const head = findHead(db, 'secrets', call.vault.key, name)
  const row =
    head?.deletedAt === null
      ? findSecretVersion(db, head.vault, head.name, version ?? head.current)
      : null
  if (!head || !row) throw missing('secret', name, version)
  if (!row.enabled) throw disabled('secret', 'get')
  return { head, row }
}

/** `outContentType` turns a PFX into PEM; the other way round is refused. */
function readOutContentType(call: VaultCall): string | null {
  const wanted = call.query.get('outContentType')
  if (wanted === null || wanted === pem) return wanted
  throw badParameter(`The outContentType parameter is not valid: ${wanted}`)
}
