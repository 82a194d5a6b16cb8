import type { TokenClaims } from '../../login/verify.ts'
import { recordAudit } from '../../logs/audit.ts'
import { identityOf } from '../../logs/identity.ts'
import type { Db } from '../../store/store.ts'
import type { ArmCall } from '../call.ts'
import { apiVersionOf } from './check-api-version.ts'

/** Longest text from a request that an audit row keeps, in characters. */
const longest = 2_048

export interface ArmOutcome {
  operationName: string
  category: 'AuditEvent' | 'Administrative'
  claims: TokenClaims | null
  status: number
  message: string | null
  properties: Readonly<Record<string, unknown>>
  durationMs: number
}

/** Writes the audit row of one call, inside the write that its change is part of. */
export function recordCall(db: Db, call: ArmCall, outcome: ArmOutcome): void {
  const version = apiVersionOf(call)
  const agent = call.request.headers.get('user-agent')
  recordAudit(db, {
    time: call.ctx.clock.now(),
    category: outcome.category,
    operationName: outcome.operationName,
    ...(version === undefined ? {} : { operationVersion: version.slice(0, longest) }),
    ...(outcome.message === null ? {} : { resultDescription: outcome.message.slice(0, longest) }),
    correlationId: call.correlationId,
    // IPv6 sockets report an IPv4 peer as `::ffff:a.b.c.d`.
    callerIpAddress: call.info.remoteAddress.replace(/^::ffff:(?=\d+\.)/i, ''),
    identity: identityOf(outcome.claims),
    resourceId: resourceIdOf(call, outcome.category).slice(0, longest),
    durationMs: outcome.durationMs,
    httpStatusCode: outcome.status,
    properties: {
      ...idOf(call, outcome.category),
      requestUri: call.url.href.slice(0, longest),
      ...(agent === null ? {} : { clientInfo: agent.slice(0, longest) }),
      ...(call.info.tlsVersion === null
        ? {}
        : { tlsVersion: call.info.tlsVersion.replace('v', '').replace('.', '_') }),
      ...outcome.properties,
    },
  })
}

/** A call on something of a vault is on record with the vault. */
/** Of the vault itself for what is done to one, or to a part of it; otherwise the path. */
function resourceIdOf(call: ArmCall, category: ArmOutcome['category']): string {
  const vault = category === 'AuditEvent' && vaultOf(call) !== null
  return `/${(vault ? call.segments.slice(0, 8) : call.segments).join('/')}`
}

/** The name of the vault that the path is of, or null. */
function vaultOf({ segments }: ArmCall): string | null {
  const isVault =
    segments[4]?.toLowerCase() === 'providers' && segments[6]?.toLowerCase() === 'vaults'
  return isVault ? (segments[7] ?? null) : null
}

/** The vault's address, as the service names it there. */
function idOf(call: ArmCall, category: ArmOutcome['category']): Record<string, string> {
  const vault = category === 'AuditEvent' ? vaultOf(call) : null
  return vault === null ? {} : { id: `https://${vault.toLowerCase()}.vault.azure.net/` }
}
