import type { CloudClock } from './clock.ts'
import type { TokenVerifier } from './login/verify.ts'
import type { CloudStore } from './store/store.ts'

/** What the listener knows of a request that its bytes do not say. */
export interface RequestInfo {
  /** The peer's address as the socket reports it; the client address of firewall rules and audit. */
  remoteAddress: string
  /** `TLSv1.3` and the like as node:tls spells it; null when the request came without TLS. */
  tlsVersion: string | null
  /** Where in Azure the request counts as coming from; only a holder of the control token can say. */
  origin?: CallerOrigin
}

/** The part of a caller's place that its address does not tell. Ids are ARM ids in any case. */
export interface CallerOrigin {
  /** The subnet whose service endpoint the request came through. */
  subnetId?: string
  /** The private endpoint that it came through. */
  privateEndpointId?: string
  /** The first-party service of Microsoft that calls. */
  trustedService?: string
}

/** What every service of the cloud is built on. One per running cloud. */
export interface CloudContext {
  store: CloudStore
  /** Time of vault and ARM objects. Tokens live on real time instead. */
  clock: CloudClock
  tokens: TokenVerifier
  tenant: TenantIdentity
  /** Writes one structured line. Never pass a token, a key or a secret value. */
  log(line: object): void
}

export interface TenantIdentity {
  /** Directory id, a lower-case GUID. */
  id: string
  /** The verified domain, also accepted in login URLs instead of the id. */
  domain: string
}

/**
 * A service of the cloud: a request in, a response out, no port. `request.url` carries the Azure
 * host (`https://contoso-prod.vault.azure.net/…`), already checked against the TLS server name.
 */
export interface CloudApp {
  fetch(request: Request, info: RequestInfo): Promise<Response>
}
