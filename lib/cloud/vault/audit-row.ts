import type { VaultRecord } from '../arm/vaults/vault-record.ts'
import type { RequestInfo } from '../context.ts'
import type { TokenClaims } from '../login/verify.ts'
import type { AuditRecord } from '../logs/audit.ts'
import { identityOf } from '../logs/identity.ts'
import { type NetworkVerdict, plainAddress } from './steps/check-network.ts'
import type { Grant } from './steps/check-permission.ts'

/** All that the pipeline learns of a request on its way, up to where it stopped. */
export interface Trace {
  vault: VaultRecord
  info: RequestInfo
  request: Request
  url: URL
  /** Milliseconds of `performance.now()` at arrival. */
  startedAt: number
  requestId: string
  correlationId: string
  /** `Authentication` until the token is accepted. */
  operationName: string
  caller: TokenClaims | null
  network: NetworkVerdict['audit'] | null
  grant: Grant | null
}

/** Longer texts of a caller are cut: a record is evidence, not storage. */
const maxText = 1_024

/** The audit record of a request and its outcome. */
export function auditRow(
  trace: Trace,
  outcome: {
    status: number
    time: Date
    description?: string
    /** The inner error of a refusal. */
    inner?: string | null
    properties?: Readonly<Record<string, unknown>>
  },
): AuditRecord {
  const version = trace.url.searchParams.get('api-version')
  return {
    time: outcome.time,
    category: 'AuditEvent',
    operationName: trace.operationName,
    ...(version === null ? {} : { operationVersion: cut(version) }),
    ...(outcome.description === undefined ? {} : { resultDescription: outcome.description }),
    correlationId: trace.correlationId,
    callerIpAddress: plainAddress(trace.info.remoteAddress),
    identity: identityOf(trace.caller),
    resourceId: trace.vault.id,
    durationMs: performance.now() - trace.startedAt,
    httpStatusCode: outcome.status,
    properties: {
      id: cut(`${trace.url.origin}${trace.url.pathname}`),
      clientInfo: cut(trace.request.headers.get('user-agent') ?? ''),
      requestUri: cut(trace.url.href),
      ...trace.network,
      ...grantProperties(trace.grant, outcome.inner ?? null),
      ...(trace.info.tlsVersion === null
        ? {}
        : { tlsVersion: trace.info.tlsVersion.replace('v', '').replace('.', '_') }),
      ...outcome.properties,
    },
  }
}

/** What the permission model said; of a refusal by it, that nothing gave the right. */
function grantProperties(grant: Grant | null, inner: string | null): Record<string, unknown> {
  if (inner === 'ForbiddenByPolicy') return { isAccessPolicyMatch: false }
  if (inner === 'ForbiddenByRbac') return { isRbacAuthorized: false }
  if (!grant) return {}
  if (grant.model === 'policy') return { isAccessPolicyMatch: true }
  return { isRbacAuthorized: true, appliedAssignmentId: grant.assignmentId }
}

function cut(text: string): string {
  return text.length > maxText ? `${text.slice(0, maxText)}…` : text
}
