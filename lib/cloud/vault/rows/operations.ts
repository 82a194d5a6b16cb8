import {
  bytesOrNull,
  flag,
  integer,
  integerOrNull,
  type Row,
  text,
  textOrNull,
} from '../../store/row.ts'
import type { Db } from '../../store/store.ts'
import { isObject } from '../json.ts'
import type { IssuerProps } from '../policy/model.ts'
import type { Tags } from '../tags.ts'
import { sealingContext } from './keys.ts'
import { parseTags } from './tags.ts'

export type OperationStatus = 'inProgress' | 'completed' | 'cancelled' | 'failed'

export interface OperationError {
  code: string
  message: string
}

/** The one asynchronous operation that a certificate's name may have. */
export interface OperationRow {
  vault: number
  name: string
  requestId: string
  /** The version that completion makes. */
  version: string
  status: OperationStatus
  issuer: IssuerProps
  csr: Uint8Array | null
  cancellationRequested: boolean
  error: OperationError | null
  created: number
  enabled: boolean
  tags: Tags | null
  preserveOrder: boolean
  /** Begun by a lifetime action and not by a caller. */
  renewal: boolean
}

export function findOperation(db: Db, vault: number, name: string): OperationRow | null {
  const row = db
    .sql('SELECT * FROM vault_certificate_operations WHERE vault = ? AND name = ?')
    .get(vault, name)
  return row ? read(row) : null
}

/** Puts the operation in place of an older one. `privateKey` is PKCS#8, sealed here. */
export function putOperation(db: Db, operation: OperationRow, privateKey: Uint8Array | null): void {
  const { vault, name, requestId, version } = operation
  db.sql(
    `INSERT OR REPLACE INTO vault_certificate_operations (vault, name, request_id, version, status,
       issuer, csr, cancellation_requested, error, created, enabled, tags, preserve_order, sealed,
       renewal)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    vault,
    name,
    requestId,
    version,
    operation.status,
    JSON.stringify(operation.issuer),
    operation.csr,
    operation.cancellationRequested ? 1 : 0,
    operation.error === null ? null : JSON.stringify(operation.error),
    operation.created,
    operation.enabled ? 1 : 0,
    operation.tags === null ? null : JSON.stringify(operation.tags),
    operation.preserveOrder ? 1 : 0,
    privateKey && db.seal(privateKey, sealingContext('operation', vault, name, version)),
    operation.renewal ? 1 : 0,
  )
}

/** When the authority that the operation waits for will answer; null when nothing was ordered yet. */
export function findAnswerTime(db: Db, operation: OperationRow): number | null {
  const row = db
    .sql('SELECT answer_at FROM vault_certificate_operations WHERE vault = ? AND name = ?')
    .get(operation.vault, operation.name)
  return row ? integerOrNull(row, 'answer_at') : null
}

/** Keeps that an order was placed. `answerAt`: milliseconds of real time. */
export function putAnswerTime(db: Db, operation: OperationRow, answerAt: number): void {
  db.sql('UPDATE vault_certificate_operations SET answer_at = ? WHERE vault = ? AND name = ?').run(
    answerAt,
    operation.vault,
    operation.name,
  )
}

/** The key that waits for its certificate, as PKCS#8; null once the operation has ended. */
export function openOperationKey(db: Db, operation: OperationRow): Uint8Array | null {
  const { vault, name, version } = operation
  const row = db
    .sql('SELECT sealed FROM vault_certificate_operations WHERE vault = ? AND name = ?')
    .get(vault, name)
  const sealed = row ? bytesOrNull(row, 'sealed') : null
  return sealed && db.open(sealed, sealingContext('operation', vault, name, version))
}

/** Ends an operation. Its copy of the private key goes: after completion the key's row has it. */
export function endOperation(
  db: Db,
  operation: OperationRow,
  status: Exclude<OperationStatus, 'inProgress'>,
  error: OperationError | null = null,
): void {
  db.sql(
    `UPDATE vault_certificate_operations SET status = ?, error = ?, sealed = NULL
     WHERE vault = ? AND name = ?`,
  ).run(status, error === null ? null : JSON.stringify(error), operation.vault, operation.name)
}

export function requestCancellation(db: Db, operation: OperationRow): void {
  db.sql(
    `UPDATE vault_certificate_operations SET cancellation_requested = 1 WHERE vault = ? AND name = ?`,
  ).run(operation.vault, operation.name)
}

export function removeOperation(db: Db, operation: { vault: number; name: string }): void {
  db.sql('DELETE FROM vault_certificate_operations WHERE vault = ? AND name = ?').run(
    operation.vault,
    operation.name,
  )
}

/** Operations that a worker has to take up again after a restart. */
export function listRunningOperations(db: Db): OperationRow[] {
  return db
    .sql(`SELECT * FROM vault_certificate_operations WHERE status = 'inProgress'`)
    .all()
    .map(read)
}

function read(row: Row): OperationRow {
  return {
    vault: integer(row, 'vault'),
    name: text(row, 'name'),
    requestId: text(row, 'request_id'),
    version: text(row, 'version'),
    status: readStatus(text(row, 'status')),
    issuer: readIssuer(text(row, 'issuer')),
    csr: bytesOrNull(row, 'csr'),
    cancellationRequested: flag(row, 'cancellation_requested'),
    error: readError(textOrNull(row, 'error')),
    created: integer(row, 'created'),
    enabled: flag(row, 'enabled'),
    tags: parseTags(textOrNull(row, 'tags')),
    preserveOrder: flag(row, 'preserve_order'),
    renewal: flag(row, 'renewal'),
  }
}

function readStatus(status: string): OperationStatus {
  if (status === 'completed' || status === 'cancelled' || status === 'failed') return status
  return 'inProgress'
}

function readIssuer(json: string): IssuerProps {
  return JSON.parse(json)
}

function readError(json: string | null): OperationError | null {
  if (json === null) return null
  const value: unknown = JSON.parse(json)
  return isObject(value) ? { code: String(value.code), message: String(value.message) } : null
}
