import type { CloudContext, RequestInfo } from '../context.ts'
import type { TokenClaims } from '../login/verify.ts'

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
  info: RequestInfo
  request: Request
  url: URL
  /** Path segments as the caller wrote them, decoded, without empty ones. */
  segments: readonly string[]
  requestId: string
  correlationId: string
}

/** A request whose caller is known. */
export interface ProvenCall extends ArmCall {
  caller: ArmCaller
}

/** What an operation answers: always 200 with a JSON body so far. */
export interface ArmAnswer {
  status: number
  body: object
  headers?: Readonly<Record<string, string>>
}

/** One operation of the management plane: what routes to it, and the last of its steps. */
export interface Operation {
  method: 'GET'
  /** In lower case, parameters as `:name`: segments are matched without regard to case. */
  path: string
  /** How the audit row names it. */
  name: string
  category: 'AuditEvent' | 'Administrative'
  /** The api-versions it answers to, newest first, and how a wrong one is refused. */
  versions: ApiVersions
  handle(call: ProvenCall, params: PathParams): ArmAnswer
}

export interface ApiVersions {
  known: readonly string[]
  refuse(version: string): Error
}

/** Reads a parameter of the path in the caller's spelling. */
export type PathParams = (name: string) => string
