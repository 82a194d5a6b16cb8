import type { Db } from '../../store/store.ts'
import type { Operation, VaultCall } from '../call.ts'
import { nameOf, versionOf, wireOf } from '../certificates/call-parts.ts'
import { readContent } from '../certificates/import-content.ts'
import { badParameter, disabled } from '../errors.ts'
import { keepSecretValue, openSecretValue, type SecretVersionRow } from '../rows/secrets.ts'
import { secretBundle } from './bundle.ts'
import { composeValue, type SecretMaterial, valueText } from './compose.ts'
import { type FoundSecret, requireSecret } from './found.ts'
import { materialOf } from './material.ts'
import { mayGet } from './rights.ts'

const pem = 'application/x-pem-file'

/**
 * The value of a secret, expired or not. That of a certificate's secret is composed at its first reading
 * and kept with the audit row of that reading; later readings give the same bytes.
 */
const get: Omit<Operation, 'path'> = {
  name: 'SecretGet',
  method: 'GET',
  right: mayGet,
  async prepare(call) {
    const name = nameOf(call)
    const wanted = readOutContentType(call)
    const seen = call.ctx.store.read((db) => look(db, call, name, versionOf(call), wanted))
    const { material } = seen
    const stored = seen.kept ?? (material && (await composeValue(material)))
    const converted = seen.asPem ? await toPem(material, seen.kept) : null

    return (db) => {
      // The version that was looked at, even if another has become the latest meanwhile.
      const { head, row } = find(db, call, name, seen.version)
      const id = { vault: head.vault, name: head.name, version: row.version }
      const kept = stored && keepSecretValue(db, id, stored)
      const value = converted ?? kept ?? new Uint8Array(0)
      const contentType = converted ? pem : row.contentType
      // Only the value of a certificate is kept as bytes; any other is the text that somebody set.
      const text = valueText(value, head.managed ? contentType : null)
      return {
        status: 200,
        body: secretBundle(wireOf(call), head, { ...row, contentType }, text),
      }
    }
  },
}

export const getSecret: Operation = { ...get, path: '/secrets/:name' }
export const getSecretVersion: Operation = { ...get, path: '/secrets/:name/:version' }

/** What the slow part has to work on. */
function look(
  db: Db,
  call: VaultCall,
  name: string,
  version: string | null,
  wanted: string | null,
): {
  version: string
  kept: Uint8Array | null
  asPem: boolean
  /** Of a certificate's secret, as far as it is needed. */
  material: SecretMaterial | null
} {
  const { head, row } = find(db, call, name, version)
  const kept = openSecretValue(db, head.vault, head.name, row.version)
  const asPem = wanted === pem && row.contentType !== pem
  const composed = head.managed && (kept === null || asPem)
  return {
    version: row.version,
    kept,
    asPem,
    material: composed ? materialOf(db, head.vault, head.name, row) : null,
  }
}

/** A PFX as PEM: from what it was made of, or as somebody set it, without a password. */
async function toPem(
  material: SecretMaterial | null,
  value: Uint8Array | null,
): Promise<Uint8Array> {
  if (material) return composeValue({ ...material, contentType: pem })
  const text = Buffer.from(value ?? []).toString('utf8')
  const { pkcs8, chain } = await readContent(text, '', 'application/x-pkcs12')
  return composeValue({
    contentType: pem,
    privateKey: pkcs8,
    certificates: chain.map((one) => one.der),
  })
}

function find(db: Db, call: VaultCall, name: string, version: string | null): FoundSecret {
  const found = requireSecret(db, call.vault.key, name, version)
  checkReadable(found.row)
  return found
}

/** A disabled secret tells nothing, not even when it is deleted. Throws 403. */
export function checkReadable(row: SecretVersionRow): void {
  if (!row.enabled) throw disabled('secret', 'get')
}

/** `outContentType` turns a PFX into PEM; the other way round is refused. */
function readOutContentType(call: VaultCall): string | null {
  const wanted = call.query.get('outContentType')
  if (wanted === null || wanted === pem) return wanted
  throw badParameter(`The outContentType parameter is not valid: ${wanted}`)
}
