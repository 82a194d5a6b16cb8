import 'server-only'
import * as z from 'zod'

/** `GET /certificates/<name>/pending` as the wire has it; members that we do not show are dropped. */
const body = z.object({
  issuer: z.object({ name: z.string().nullish() }).nullish(),
  csr: z.string().nullish(),
  cancellation_requested: z.boolean().nullish(),
  // So spelled on the wire; the documentation writes canceled.
  status: z.enum(['inProgress', 'completed', 'cancelled', 'failed']),
  status_details: z.string().nullish(),
  error: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
  request_id: z.string().nullish(),
})

export interface OperationBody {
  readonly status: 'inProgress' | 'completed' | 'cancelled' | 'failed'
  readonly issuer: string | null
  /** Base64 DER without armour. */
  readonly csr: string | null
  readonly cancellationRequested: boolean
  readonly statusDetails: string | null
  readonly error: { readonly code: string; readonly message: string } | null
  readonly requestId: string | null
}

/** Throws `ZodError` or `SyntaxError` when the vault's answer is not an operation. */
export function parseOperation(json: string): OperationBody {
  const read = body.parse(JSON.parse(json))
  return {
    status: read.status,
    issuer: read.issuer?.name ?? null,
    csr: read.csr ?? null,
    cancellationRequested: read.cancellation_requested ?? false,
    statusDetails: read.status_details ?? null,
    error: read.error ? { code: read.error.code ?? '', message: read.error.message ?? '' } : null,
    requestId: read.request_id ?? null,
  }
}
