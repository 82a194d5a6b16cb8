import type { DetailReading } from '#components/certificates/certificate-facts.ts'
import { type CertificateStatus, certificateStatus } from '#lib/domain/certificates/status.ts'
import type { CertificateSummary } from '#lib/features/certificates/schema.ts'

/** One certificate of one of the vaults. A row that nothing has changed about stays the same object. */
export interface FleetRow extends CertificateSummary {
  /** `contoso-prod/www`. */
  readonly id: string
  readonly detail: DetailReading | null
  readonly status: CertificateStatus
}

export function rowId({ vault, name }: { vault: string; name: string }): string {
  return `${vault}/${name}`
}

/** `now` in ms since the epoch. Details that were read before are kept while the version is the same. */
export function makeRow(
  summary: CertificateSummary,
  before: FleetRow | undefined,
  now: number,
): FleetRow {
  const kept = before?.thumbprint === summary.thumbprint ? before.detail : null
  // What could not be read is tried again with the list.
  const detail = kept?.ok ? kept : null
  const status = statusOf(summary, detail, now)
  if (before?.detail === detail && before.status === status && sameSummary(before, summary)) {
    return before
  }
  return { ...summary, id: rowId(summary), detail, status }
}

/** The row with what was read about it, or as of another time. */
export function withDetail(row: FleetRow, detail: DetailReading | null, now: number): FleetRow {
  const status = statusOf(row, detail, now)
  return row.detail === detail && row.status === status ? row : { ...row, detail, status }
}

function statusOf(
  summary: CertificateSummary,
  detail: DetailReading | null,
  now: number,
): CertificateStatus {
  const { operation = null, renewalDueOn = null } = detail?.ok ? detail.certificate : {}
  return certificateStatus({ ...summary, operation, renewalDueOn }, new Date(now))
}

function sameSummary(a: CertificateSummary, b: CertificateSummary): boolean {
  return (
    a.updatedOn === b.updatedOn &&
    a.thumbprint === b.thumbprint &&
    a.enabled === b.enabled &&
    a.notBefore === b.notBefore &&
    a.expiresOn === b.expiresOn &&
    JSON.stringify(a.tags) === JSON.stringify(b.tags)
  )
}
