import type { TokenClaims } from '../login/verify.ts'
import type { AuditIdentity } from './audit.ts'

const nobody: AuditIdentity = { claim: {} }

/** By claims: a client sends the same token with every call, and the verifier the same claims. */
const known = new WeakMap<TokenClaims, AuditIdentity>()

/** Who called, in the members that the service logs: claims alone, never the token. */
export function identityOf(claims: TokenClaims | null): AuditIdentity {
  if (!claims) return nobody
  let identity = known.get(claims)
  if (!identity) {
    identity = { claim: claimOf(claims) }
    known.set(claims, identity)
  }
  return identity
}

function claimOf(claims: TokenClaims): AuditIdentity['claim'] {
  const { oid, appid, appidacr, scp, upn, ipaddr, amr } = claims
  return {
    oid,
    appid,
    ...(scp === undefined ? {} : { scp }),
    appidacr,
    // Network security perimeters are not played, so no token names one.
    xms_az_nwperimid: [],
    ...(upn === undefined ? {} : { upn }),
    ...(ipaddr === undefined ? {} : { ipaddr }),
    ...(upn === undefined ? {} : { unique_name: upn }),
    ...(amr === undefined ? {} : { amr: amr.join(',') }),
  }
}
