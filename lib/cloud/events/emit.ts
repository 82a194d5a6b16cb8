import { randomUUID } from 'node:crypto'
import type { VaultRecord } from '../arm/vaults/vault-record.ts'
import { recordAudit } from '../logs/audit.ts'
import type { Db } from '../store/store.ts'
import { addDelivery } from './deliveries.ts'
import { addEvent, type QueuedEvent } from './queue.ts'
import { subscriptionsOfSource, wants } from './subscriptions.ts'

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

/** Listeners by store: they are told once the write is durable. */
const listeners = new WeakMap<Db['sql'], () => void>()

/** Calls back when an event waits for its delivery. One listener a store. */
export function onEvents(db: Db, listener: () => void): void {
  listeners.set(db.sql, listener)
}

/** Queues an event inside the write that makes it true: both are durable, or neither is. */
export function emitEvent(db: Db, event: VaultEvent): void {
  const { vault, time } = event
  const queued = {
    id: randomUUID(),
    topic: vault.id,
    type: `Microsoft.KeyVault.${event.type}`,
    subject: event.objectName,
    time,
    data: dataOf(event),
  }
  const seq = addEvent(db, queued)
  const subscriptions = subscriptionsOfSource(db, vault.id)
  if (subscriptions.length === 0) return
  for (const { key, settings } of subscriptions) {
    if (wants(settings, queued)) addDelivery(db, seq, key)
  }
  recordPublication(db, event, queued)
  // Writes of one turn are committed before it ends.
  const listener = listeners.get(db.sql)
  if (listener) setImmediate(listener)
}

/** That an event was published is an event of the log, too. */
function recordPublication(db: Db, { vault, type, time }: VaultEvent, queued: Published): void {
  recordAudit(db, {
    time,
    category: 'AuditEvent',
    operationName: `${type}EventGridNotification`,
    correlationId: queued.id,
    callerIpAddress: '',
    identity: { claim: {} },
    resourceId: vault.id,
    durationMs: 0,
    httpStatusCode: 200,
    properties: {
      id: queued.data.Id,
      eventGridEventProperties: {
        eventId: queued.id,
        eventType: queued.type,
        subject: queued.subject,
      },
    },
  })
}

type Published = Omit<QueuedEvent, 'seq'>

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
