import 'server-only'
import { fromBase64 } from '#lib/base/encodings.ts'
import {
  diagnoseMerge,
  type MergeDiagnosis,
  signedByTable,
} from '#lib/domain/certificates/merge/diagnose.ts'
import { issuerKind } from '#lib/domain/certificates/policy/issuer-kind.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import type { Caller } from '#lib/session/caller.ts'
import { type ParsedCsr, readCsr } from '#lib/x509/csr.ts'
import { X509Error } from '#lib/x509/errors.ts'
import { type CheckedCertificates, readCertificateFilesInWorker } from '#lib/x509/in-worker.ts'
import type { ActivityVerb } from '../activity/schema.ts'
import { getPendingOperation } from '../certificates/get-pending.ts'
import type { CertificateRef, PendingOperation } from '../certificates/schema.ts'
import type { Services } from '../services.ts'

/** How far back orders count, in days: a CA answers or gives up by then, and a person has looked. */
export const recordDays = 30

/** Most orders that are looked through. */
const ordersMax = 2_000

/** Verbs after which a certificate may have an operation. */
const orderVerbs: readonly ActivityVerb[] = ['certificates.create', 'certificates.create-version']

/** The last order of a certificate that was placed through this console. */
export interface Order {
  /** ISO 8601. */
  readonly at: string
  readonly by: string
}

/** The orders of the last days by `<vault>/<certificate>` in lower case. */
export async function readOrders({ store, clock }: Services): Promise<ReadonlyMap<string, Order>> {
  const since = new Date(clock.now().getTime() - recordDays * 86_400_000).toISOString()
  const rows = await store
    .selectFrom('records')
    .select(['vault', 'object', 'at', 'actor_name', 'outcome'])
    .where('verb', 'in', [...orderVerbs])
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .limit(ordersMax)
    .execute()
  const orders = new Map<string, Order>()
  for (const row of rows) {
    const key = `${row.vault}/${row.object}`.toLowerCase()
    // A refused order began nothing; the one before it may have.
    if (row.outcome === 'refused' || row.outcome === 'failed' || orders.has(key)) continue
    orders.set(key, { at: row.at, by: row.actor_name })
  }
  return orders
}

/** A CA's answer against the request that waits for it. */
interface Diagnosed {
  readonly operation: PendingOperation
  readonly read: CheckedCertificates
  readonly diagnosis: MergeDiagnosis
}

/**
 * Looks up the pending request and reads the files off the main thread, with a deadline. Throws
 * `FailureError`: invalid-input for files that are too much, else why there is nothing to merge into.
 */
export async function diagnosed(
  services: Services,
  caller: Caller,
  ref: CertificateRef,
  files: readonly Uint8Array[],
): Promise<Diagnosed> {
  const operation = await getPendingOperation(services, caller, ref)
  const failure = mergeProblem(operation, ref)
  if (operation === null || failure !== null) {
    throw new FailureError(failure ?? noRequest(ref))
  }
  const read = await readFiles(files)
  const diagnosis = diagnoseMerge({
    csr: csrOf(operation),
    certificates: read.certificates,
    signedBy: signedByTable(read.signatures),
    now: services.clock.now(),
  })
  return { operation, read, diagnosis }
}

/** Why nothing can be merged into an operation; null when it waits for just that. */
function mergeProblem(operation: PendingOperation | null, ref: CertificateRef): Failure | null {
  if (operation === null) return noRequest(ref)
  if (operation.status !== 'inProgress') {
    return {
      code: 'conflict',
      status: 409,
      title: 'The request is no longer open',
      detail: `The operation of ${ref.name} is ${operation.status}; the vault merges into one that is in progress only.`,
      nextStep: 'Look at the certificate. If it is needed still, order again and have that signed.',
      vault: ref.vault,
    }
  }
  if (issuerKind(operation.issuer) === 'unknown') return null
  return {
    code: 'pending-in-progress',
    status: 403,
    title: `${operation.issuer ?? 'The issuer'} answers this order itself`,
    detail:
      'The vault takes a signed certificate by hand only for a request that no CA was asked for.',
    nextStep: 'Wait for the issuer, or delete the operation and start a request for any CA.',
    vault: ref.vault,
  }
}

function noRequest({ vault, name }: CertificateRef): Failure {
  return {
    code: 'not-found',
    status: 404,
    title: 'No request is pending',
    detail: `${vault} has no pending operation for ${name}.`,
    nextStep: 'Start a request for any CA, and have that signed.',
    vault,
  }
}

function csrOf({ csr }: PendingOperation): ParsedCsr | null {
  try {
    return csr === null ? null : readCsr(fromBase64(csr))
  } catch (error) {
    if (error instanceof X509Error || error instanceof DOMException) return null
    throw error
  }
}

async function readFiles(files: readonly Uint8Array[]): Promise<CheckedCertificates> {
  try {
    return await readCertificateFilesInWorker(files)
  } catch (error) {
    if (!(error instanceof X509Error)) throw error
    throw new FailureError(
      {
        code: 'invalid-input',
        status: 400,
        title: 'The files cannot be read',
        detail: error.message,
        nextStep: 'Choose the certificate and its chain only.',
        fields: { file: [error.message] },
      },
      { cause: error },
    )
  }
}
