import type { TokenClaims } from '../../login/verify.ts'
import { type AuditIdentity, recordAudit } from '../../logs/audit.ts'
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
    resourceId: resourceIdOf(call).slice(0, longest),
    durationMs: outcome.durationMs,
    httpStatusCode: outcome.status,
    properties: {
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
function resourceIdOf(call: ArmCall): string {
  const path = `/${call.segments.join('/')}`
  return ofVault.exec(path)?.[0] ?? path
}

const ofVault =
  /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.keyvault\/vaults\/[^/]+(?=$|\/(?!providers\/))/i

function identityOf(claims: TokenClaims | null): AuditIdentity {
  if (!claims) return { claim: {} }
  return {
    claim: {
      oid: claims.oid,
      appid: claims.appid,
      ...(claims.scp === undefined ? {} : { scp: claims.scp }),
      appidacr: claims.appidacr,
      ...(claims.upn === undefined ? {} : { upn: claims.upn, unique_name: claims.upn }),
      ...(claims.ipaddr === undefined ? {} : { ipaddr: claims.ipaddr }),
      ...(claims.amr === undefined ? {} : { amr: claims.amr.join(',') }),
    },
  }
}
