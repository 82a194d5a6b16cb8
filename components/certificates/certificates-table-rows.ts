import { type CertificateStatus, certificateStatus } from '#lib/domain/certificates/status.ts'
import type { Failure } from '#lib/domain/failure.ts'
import type { Certificate, CertificateSummary } from '#lib/features/certificates/schema.ts'

/** What is known beyond the list about one certificate: read, or why not; absent while on its way. */
export type CertificateDetail =
  | { readonly ok: true; readonly certificate: Certificate }
  | { readonly ok: false; readonly failure: Failure }

export interface CertificateRow extends CertificateSummary {
  readonly detail: CertificateDetail | null
  readonly status: CertificateStatus
}

/**
 * Joins the list of a vault with the details that have come in so far. A row that nothing has changed
 * about stays the same object, so that the table draws again only what is new. `now` in ms since the epoch.
 */
export function certificateRows(
  summaries: readonly CertificateSummary[],
  details: ReadonlyMap<string, CertificateDetail>,
  now: number,
  before: readonly CertificateRow[] = [],
): CertificateRow[] {
  const known = new Map(before.map((row) => [row.name, row]))
  const time = new Date(now)
  return summaries.map((summary) => {
    const detail = details.get(summary.name) ?? null
    const { operation = null, renewalDueOn = null } = detail?.ok ? detail.certificate : {}
    const status = certificateStatus({ ...summary, operation, renewalDueOn }, time)
    const old = known.get(summary.name)
    const same = old?.detail === detail && old.status === status && sameSummary(old, summary)
    return same ? old : { ...summary, detail, status }
  })
}

function sameSummary(a: CertificateSummary, b: CertificateSummary): boolean {
  return (
    a.vault === b.vault &&
    a.updatedOn === b.updatedOn &&
    a.thumbprint === b.thumbprint &&
    a.enabled === b.enabled &&
    a.expiresOn === b.expiresOn &&
    a.unissued === b.unissued &&
    JSON.stringify(a.tags) === JSON.stringify(b.tags)
  )
}
