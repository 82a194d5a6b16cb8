import type { CloudContext, RequestInfo } from '../context.ts'
import type { TokenClaims } from '../login/verify.ts'
import type { Db } from '../store/store.ts'
import type { JsonObject } from '../vault/json.ts'
import type { Purger } from './vaults/purger.ts'

/** Who calls: proven by the token. */
export interface ArmCaller {
  claims: TokenClaims
  /** The object id and those of the groups: what role assignments name. */
  principalIds: readonly string[]
  /** How errors name the caller: the user's address, or the application's client id. */
  client: string
}

/** One request on its way through the steps. */
export interface ArmCall {
  ctx: CloudContext
  purger: Purger
  /** To be called once a vault's recovery is durable. */
  vaultRecovered(): void
  info: RequestInfo
  request: Request
  url: URL
  /** Path segments as the caller wrote them, decoded, without empty ones. */
  segments: readonly string[]
  requestId: string
  correlationId: string
}

/** A request whose caller is known. */
export interface AuthenticatedCall extends ArmCall {
  caller: ArmCaller
}

/** A request for an operation that exists, from a caller that is known. */
export interface ProvenCall extends AuthenticatedCall {
  /** Lower case, one of those that the operation answers to. */
  apiVersion: string
  /**
   * The body as a JSON object, empty when there is none. To be asked for after the right is checked:
   * throws the service's 400 for anything else.
   */
  body(): JsonObject
}

export interface ArmAnswer {
  status: 200 | 201 | 202 | 204
  /** Absent: an answer without content. */
  body?: object
  headers?: Readonly<Record<string, string>>
  /** How the audit row names what was done, where that is more than the operation's own name. */
  auditName?: string
  /** Members of the audit record's `properties` that only the operation knows. Never a value or key. */
  audit?: Readonly<Record<string, unknown>>
  /** Runs once the change is durable, for example to wake a worker. */
  after?: () => void
}

/**
 * The synchronous part of a write. It runs in the transaction that also records the audit row: both
 * are kept or neither. An `ArmError` thrown here undoes whatever it changed.
 */
export type Apply = (db: Db) => ArmAnswer

interface Route {
  /** In lower case, parameters as `:name`: segments are matched without regard to case. */
  path: string
  /** How the audit row names it. */
  name: string
  category: 'AuditEvent' | 'Administrative'
  /** The api-versions it answers to, newest first, and how a wrong one is refused. */
  versions: ApiVersions
}

/** An operation that changes nothing. */
export interface ReadOperation extends Route {
  /** `GET` serves `HEAD` too: the answer then leaves without its content. */
  method: 'GET' | 'POST'
  handle(call: ProvenCall, params: PathParams): ArmAnswer | Promise<ArmAnswer>
}

/** An operation that changes the state. */
export interface WriteOperation extends Route {
  method: 'PUT' | 'PATCH' | 'POST' | 'DELETE'
  /** Checks the right, validates, and does what may take time. */
  prepare(call: ProvenCall, params: PathParams): Apply | Promise<Apply>
}

/** One operation of the management plane: what routes to it, and the last of its steps. */
export type Operation = ReadOperation | WriteOperation

export interface ApiVersions {
  known: readonly string[]
  refuse(version: string): Error
}

/** Reads a parameter of the path in the caller's spelling. */
export type PathParams = (name: string) => string
