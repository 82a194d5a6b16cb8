import { invariant } from '#lib/base/invariant.ts'
import { bytes, integer, text } from '../store/row.ts'
import type { Db } from '../store/store.ts'

/** Who called, from the token. Only claims: never the token itself. */
export interface AuditIdentity {
  claim: {
    oid?: string
    appid?: string
    scp?: string
    appidacr?: string
    upn?: string
    unique_name?: string
    ipaddr?: string
    amr?: string
    xms_az_nwperimid?: string[]
  }
}

/**
 * One resource log record, in the members and order of the service's `AuditEvent`.
 * @see https://learn.microsoft.com/azure/key-vault/general/logging#interpret-your-key-vault-logs
 */
export interface AuditRecord {
  /** When it happened, on the cloud's clock. */
  time: Date
  /** `AuditEvent` for vaults, `Administrative` for the rest of the management plane. */
  category: 'AuditEvent' | 'Administrative'
  /** For example `CertificateImport`, or the ARM action outside of vaults. */
  operationName: string
  /** The api-version asked for; absent when the request had none. */
  operationVersion?: string
  /** The message of a refusal. */
  resultDescription?: string
  correlationId: string
  callerIpAddress: string
  identity: AuditIdentity
  /** ARM id of the vault or other resource; stored in upper case as the service does. */
  resourceId: string
  /** From the request's arrival to its answer, in ms. */
  durationMs: number
  /** Of the answer. The service keeps `resultType` at `Success` and tells the outcome here. */
  httpStatusCode: number
  /** Further members of `properties`: `id`, `requestUri`, `clientInfo`, `isAccessPolicyMatch`, … Never a value or a key. */
  properties: Readonly<Record<string, unknown>>
}

const chain = 'audit row'
const head = 'audit head'

/**
 * Appends one record, inside a write, so that it is durable with whatever else that write changes.
 * Each row is chained to the one before by a MAC whose key is outside the database.
 */
export function recordAudit(db: Db, record: AuditRecord): void {
  const last = db.sql('SELECT seq, mac FROM audit_head WHERE only = 1').get()
  const seq = last ? integer(last, 'seq') + 1 : 1
  const timeMs = record.time.getTime()
  const resourceId = record.resourceId.toUpperCase()
  const line = JSON.stringify(toWire(record, resourceId))
  const mac = rowMac(db, last ? bytes(last, 'mac') : new Uint8Array(32), {
    seq,
    timeMs,
    resourceId,
    line,
  })
  db.sql(
    'INSERT INTO audit_records (seq, time_ms, resource_id, record, mac) VALUES (?, ?, ?, ?, ?)',
  ).run(seq, timeMs, resourceId, line, mac)
  db.sql(
    `INSERT INTO audit_head (only, seq, mac, seal) VALUES (1, ?, ?, ?)
     ON CONFLICT (only) DO UPDATE SET seq = excluded.seq, mac = excluded.mac, seal = excluded.seal`,
  ).run(seq, mac, headMac(db, seq, mac))
}

/** The first row at which the log is not what was written, or null when it is whole. */
export function verifyAudit(db: Db): { seq: number; fault: 'changed' | 'missing' } | null {
  let seq = 0
  let mac: Uint8Array = new Uint8Array(32)
  const rows = db.sql(
    'SELECT seq, time_ms, resource_id, record, mac FROM audit_records ORDER BY seq',
  )
  for (const row of rows.iterate()) {
    seq += 1
    if (integer(row, 'seq') !== seq) return { seq, fault: 'missing' }
    const expected = rowMac(db, mac, {
      seq,
      timeMs: integer(row, 'time_ms'),
      resourceId: text(row, 'resource_id'),
      line: text(row, 'record'),
    })
    mac = bytes(row, 'mac')
    if (!same(expected, mac)) return { seq, fault: 'changed' }
  }
  const last = db.sql('SELECT seq, mac, seal FROM audit_head WHERE only = 1').get()
  if (!last) return seq === 0 ? null : { seq, fault: 'changed' }
  if (!same(bytes(last, 'seal'), headMac(db, integer(last, 'seq'), bytes(last, 'mac')))) {
    return { seq, fault: 'changed' }
  }
  if (integer(last, 'seq') !== seq) return { seq: seq + 1, fault: 'missing' }
  return same(bytes(last, 'mac'), mac) ? null : { seq, fault: 'changed' }
}

/** The newest records of a resource (all resources when null) as stored, newest first. */
export function listAudit(db: Db, resourceId: string | null, limit: number): AuditLine[] {
  const rows =
    resourceId === null
      ? db.sql('SELECT record FROM audit_records ORDER BY seq DESC LIMIT ?').all(limit)
      : db
          .sql(
            'SELECT record FROM audit_records WHERE resource_id = ? ORDER BY time_ms DESC, seq DESC LIMIT ?',
          )
          .all(resourceId.toUpperCase(), limit)
  return rows.map((row): AuditLine => JSON.parse(text(row, 'record')))
}

/** A record in the service's own JSON. */
export interface AuditLine {
  time: string
  category: string
  operationName: string
  resultType: 'Success'
  correlationId: string
  callerIpAddress: string
  identity: AuditIdentity
  properties: Record<string, unknown>
  resourceId: string
  operationVersion?: string
  resultSignature: string
  resultDescription?: string
  durationMs: string
}

function toWire(record: AuditRecord, resourceId: string): AuditLine {
  return {
    time: record.time.toISOString().replace('Z', '0000Z'),
    category: record.category,
    operationName: record.operationName,
    resultType: 'Success',
    correlationId: record.correlationId,
    callerIpAddress: record.callerIpAddress,
    identity: record.identity,
    properties: { ...record.properties, httpStatusCode: record.httpStatusCode },
    resourceId,
    ...(record.operationVersion === undefined ? {} : { operationVersion: record.operationVersion }),
    resultSignature: signatures[record.httpStatusCode] ?? `${record.httpStatusCode}`,
    ...(record.resultDescription === undefined
      ? {}
      : { resultDescription: record.resultDescription }),
    durationMs: `${Math.round(record.durationMs)}`,
  }
}

/** Outcomes in the service's words. https://learn.microsoft.com/azure/key-vault/general/logging */
const signatures: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
}

function rowMac(
  db: Db,
  previous: Uint8Array,
  row: { seq: number; timeMs: number; resourceId: string; line: string },
): Uint8Array {
  invariant(previous.length === 32, 'a MAC has 32 bytes')
  const content = JSON.stringify([row.seq, row.timeMs, row.resourceId, row.line])
  return db.mac(Buffer.concat([previous, Buffer.from(content)]), chain)
}

function headMac(db: Db, seq: number, mac: Uint8Array): Uint8Array {
  return db.mac(Buffer.concat([Buffer.from(`${seq}:`), mac]), head)
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}
