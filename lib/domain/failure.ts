/**
 * What went wrong, in a form every layer passes on unchanged: the adapter that talks to Azure makes
 * it, the API answers it as `application/problem+json` (RFC 9457) and the pages show it. Plain data
 * only, so it crosses the border between server and browser as it is.
 */

/** Every kind of failure the console knows; the pages choose words and next steps by it. */
export const failureCodes = [
  'signed-out',
  'role-missing',
  'forbidden-policy',
  'forbidden-rbac',
  'forbidden-firewall',
  'forbidden',
  'not-found',
  'name-deleted',
  'pending-in-progress',
  'conflict',
  'changed-meanwhile',
  'being-deleted',
  'disabled',
  'managed',
  'throttled',
  'timeout',
  'unreachable',
  'upstream',
  'invalid-input',
  'unrecorded',
  'internal',
] as const

export type FailureCode = (typeof failureCodes)[number]

/** The two doors of Key Vault: Azure Resource Manager (management) and the vault itself (data). */
export type Plane = 'management' | 'data'

export interface Failure {
  readonly code: FailureCode
  /** HTTP status the failure is answered with, 400 to 599. */
  readonly status: number
  /** One short line: what did not happen. */
  readonly title: string
  /** Why, in the user's words. Never holds a token, a key or a password. */
  readonly detail: string
  /** What the user can do now. */
  readonly nextStep: string
  readonly retryAfterSeconds?: number
  /** `x-ms-request-id` of the upstream answer, for a support case. */
  readonly requestId?: string
  readonly plane?: Plane
  /** The permission that is missing, spelled as Azure spells it, such as `certificates/import`. */
  readonly right?: string
  readonly vault?: string
  /** Messages per form field; the key is the field's path in the form. */
  readonly fields?: Readonly<Record<string, readonly string[]>>
}

const codes: ReadonlySet<unknown> = new Set(failureCodes)

/** True when `value` has the shape of a failure; guards answers read from the network. */
export function isFailure(value: unknown): value is Failure {
  if (typeof value !== 'object' || value === null) return false
  return (
    'code' in value &&
    codes.has(value.code) &&
    'status' in value &&
    typeof value.status === 'number' &&
    'title' in value &&
    typeof value.title === 'string' &&
    'detail' in value &&
    typeof value.detail === 'string' &&
    'nextStep' in value &&
    typeof value.nextStep === 'string'
  )
}
