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
    const operation = detail?.ok ? detail.certificate.operation : null
    const status = certificateStatus({ ...summary, operation }, time)
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

/** The subject of the newest version, else the one its policy asks for; null when not known. */
export function rowSubject({ detail }: CertificateRow): string | null {
  if (!detail?.ok) return null
  const { current, policy } = detail.certificate
  return current?.content?.subject ?? policy?.subject ?? null
}

/**
 * The part of the subject that tells certificates apart, `CN=www.contoso.com`; the whole subject where it
 * has no common name.
 */
export function rowShortSubject(row: CertificateRow): string | null {
  const subject = rowSubject(row)
  const content = row.detail?.ok ? row.detail.certificate.current?.content : null
  const name = content?.commonName ?? commonNameOf(subject)
  return name === null ? subject : `CN=${name}`
}

/** Who issues it: the issuer of the policy, or for one made elsewhere the issuer that it names itself. */
export function rowIssuer({ detail }: CertificateRow): string | null {
  if (!detail?.ok) return null
  const { current, policy } = detail.certificate
  const ordered = policy?.issuer ?? null
  if (ordered !== null && ordered.toLowerCase() !== 'unknown') {
    return ordered.toLowerCase() === 'self' ? 'Self-signed' : ordered
  }
  if (current?.content?.selfIssued) return 'Self-signed'
  return commonNameOf(current?.content?.issuer ?? null) ?? 'Unknown'
}

/** How many more names than the subject's own the certificate holds. */
export function rowMoreNames({ detail }: CertificateRow): number {
  if (!detail?.ok) return 0
  const { current, policy } = detail.certificate
  const names = current?.content?.names ?? policy?.names
  if (names === undefined) return 0
  const own = current?.content?.commonName ?? commonNameOf(policy?.subject ?? null)
  return [...names.dns, ...names.emails, ...names.upns].filter((name) => name !== own).length
}

function commonNameOf(subject: string | null): string | null {
  const [, quoted, plain] = /(?:^|, ?)CN=(?:"((?:[^"]|"")+)"|([^,"]+))/.exec(subject ?? '') ?? []
  return quoted?.replaceAll('""', '"') ?? plain ?? null
}

/** The key of the newest version, else the one the policy asks for. */
export function rowKey({ detail }: CertificateRow): string | null {
  if (!detail?.ok) return null
  const { current, policy } = detail.certificate
  if (current?.content?.key !== undefined) return current.content.key
  if (policy === null || policy.kty === null) return null
  const size = policy.kty.startsWith('EC') ? policy.curve : policy.size
  return size === null ? policy.kty : `${policy.kty} ${size}`
}

/** What a CSR or another order waits for, in the words of the badge; null when nothing is pending. */
export function pendingWord({ detail, status }: CertificateRow): string | null {
  if (status !== 'pending') return null
  const issuer = detail?.ok ? detail.certificate.operation?.issuer : undefined
  return issuer?.toLowerCase() === 'unknown' ? 'CSR pending' : null
}
