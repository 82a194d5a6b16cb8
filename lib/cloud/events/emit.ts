import { randomUUID } from 'node:crypto'
import type { VaultRecord } from '../arm/vaults/vault-record.ts'
import { integer, type Row, text } from '../store/row.ts'
import type { Db } from '../store/store.ts'

/**
 * What a vault reports, without the prefix `Microsoft.KeyVault.`
 * @see https://learn.microsoft.com/azure/event-grid/event-schema-key-vault
 */
export type VaultEventType =
  | 'CertificateNewVersionCreated'
  | 'CertificateNearExpiry'
  | 'CertificateExpired'
  | 'KeyNewVersionCreated'
  | 'KeyNearExpiry'
  | 'KeyExpired'
  | 'SecretNewVersionCreated'
  | 'SecretNearExpiry'
  | 'SecretExpired'
  | 'VaultAccessPolicyChanged'

/** Something that happened in a vault. */
export interface VaultEvent {
  vault: VaultRecord
  type: VaultEventType
  /** Of the certificate, key or secret; of the vault when its access changed. */
  objectName: string
  /** Null when the event is about the vault itself. */
  version: string | null
  /** Epoch seconds of the version; null when it has none. */
  nbf: number | null
  exp: number | null
  /** When it happened, on the cloud's clock. */
  time: Date
}

/** An event as it is kept until every subscriber has it. */
export interface QueuedEvent {
  seq: number
  /** A GUID, the same at every attempt and for every subscriber. */
  id: string
  /** ARM id of the vault. */
  topic: string
  /** With its prefix. */
  type: string
  /** Name of the object. */
  subject: string
  time: Date
  data: Readonly<Record<string, unknown>>
}

/** Queues an event inside the write that makes it true: both are durable, or neither is. */
export function emitEvent(db: Db, event: VaultEvent): void {
  db.sql(
    'INSERT INTO events (id, topic, type, subject, time_ms, data) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(
    randomUUID(),
    event.vault.id,
    `Microsoft.KeyVault.${event.type}`,
    event.objectName,
    event.time.getTime(),
    JSON.stringify(dataOf(event)),
  )
}

/** The oldest events of the queue. */
export function listEvents(db: Db, limit: number): QueuedEvent[] {
  return db.sql('SELECT * FROM events ORDER BY seq LIMIT ?').all(limit).map(toEvent)
}

function toEvent(row: Row): QueuedEvent {
  return {
    seq: integer(row, 'seq'),
    id: text(row, 'id'),
    topic: text(row, 'topic'),
    type: text(row, 'type'),
    subject: text(row, 'subject'),
    time: new Date(integer(row, 'time_ms')),
    data: JSON.parse(text(row, 'data')),
  }
}

/** The member names are the service's own. */
function dataOf({ vault, type, objectName, version, nbf, exp }: VaultEvent) {
  const objectType = /^(Certificate|Key|Secret|Vault)/.exec(type)?.[0] ?? 'Vault'
  const base = `https://${vault.name}.vault.azure.net`
  return {
    Id: version === null ? base : `${base}/${objectType.toLowerCase()}s/${objectName}/${version}`,
    VaultName: vault.name,
    ObjectType: objectType,
    ObjectName: objectName,
    Version: version,
    NBF: nbf,
    EXP: exp,
  }
}
