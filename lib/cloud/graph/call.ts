import type { CloudContext } from '../context.ts'
import type { TokenClaims } from '../login/verify.ts'

/** One request to Graph whose caller is known. */
export interface GraphCall {
  ctx: CloudContext
  request: Request
  url: URL
  /** Segments of the path behind `/v1.0`, decoded, as the caller wrote them. */
  segments: readonly string[]
  caller: TokenClaims
}

/** What a call answers: a JSON body, or plain text for counts. */
export type GraphAnswer = { body: object } | { text: string }
