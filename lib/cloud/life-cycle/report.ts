import { randomUUID } from 'node:crypto'
import type { VaultRecord } from '../arm/vaults/vault-record.ts'
import { emitEvent, type VaultEvent } from '../events/emit.ts'
import { recordAudit } from '../logs/audit.ts'
import type { Db } from '../store/store.ts'

/**
 * The application that Key Vault itself is in every directory.
 * @see https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in
 */
const keyVaultApplication = 'cfa8b339-82a2-471a-a3c9-0fc0be7a4093'

/** Something that the service did by itself. */
export interface OwnOperation {
  vault: VaultRecord
  /** For example `CertificateRenew`. */
  name: string
  /** Path below the vault, `certificates/web/<version>`; empty for the vault itself. */
  path: string
  time: Date
  /** Default 200. */
  status?: number
  description?: string
}

/** Writes the audit record of what the service did by itself, inside the write that does it. */
export function recordOwn(db: Db, operation: OwnOperation): void {
  const { vault, name, path, time, status = 200, description } = operation
  recordAudit(db, {
    time,
    category: 'AuditEvent',
    operationName: name,
    ...(description === undefined ? {} : { resultDescription: description }),
    correlationId: randomUUID(),
    callerIpAddress: '',
    identity: { claim: { appid: keyVaultApplication } },
    resourceId: vault.id,
    durationMs: 0,
    httpStatusCode: status,
    properties: { id: `https://${vault.name}.vault.azure.net/${path}` },
  })
}

/** Tells the vault's subscribers, and records that they were told. */
export function report(db: Db, event: VaultEvent): void {
  emitEvent(db, event)
  const kind = /^(Certificate|Key|Secret)/.exec(event.type)?.[0].toLowerCase()
  recordOwn(db, {
    vault: event.vault,
    name: `${event.type}EventGridNotification`,
    path: `${kind}s/${event.objectName}/${event.version}`,
    time: event.time,
  })
}
