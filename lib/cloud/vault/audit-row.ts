import type { VaultRecord } from '../arm/vaults/vault-record.ts'
import type { RequestInfo } from '../context.ts'
import type { TokenClaims } from '../login/verify.ts'
import type { AuditIdentity, AuditRecord } from '../logs/audit.ts'
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
      ...grantProperties(trace.grant),
      ...(trace.info.tlsVersion === null
        ? {}
        : { tlsVersion: trace.info.tlsVersion.replace('v', '').replace('.', '_') }),
      ...outcome.properties,
    },
  }
}

function grantProperties(grant: Grant | null): Record<string, unknown> {
  if (!grant) return {}
  if (grant.model === 'policy') return { isAccessPolicyMatch: true }
  return { isRbacAuthorized: true, appliedAssignmentId: grant.assignmentId }
}

function identityOf(caller: TokenClaims | null): AuditIdentity {
  if (!caller) return { claim: {} }
  const { oid, appid, appidacr, scp, upn, ipaddr, amr } = caller
  return {
    claim: {
      oid,
      appid,
      ...(scp === undefined ? {} : { scp }),
      appidacr,
      ...(upn === undefined ? {} : { upn, unique_name: upn }),
      ...(ipaddr === undefined ? {} : { ipaddr }),
      ...(amr === undefined ? {} : { amr: amr.join(',') }),
    },
  }
}

function cut(text: string): string {
  return text.length > maxText ? `${text.slice(0, maxText)}…` : text
}
