import type { CertificateStatus } from '#lib/domain/certificates/status.ts'
import type { Failure } from '#lib/domain/failure.ts'
import type { FleetDetail } from '#lib/features/fleet/schema.ts'

/** What the lists lack about a certificate: read, or why not. */
export type DetailReading<Detail = FleetDetail> =
  | { readonly ok: true; readonly certificate: Detail }
  | { readonly ok: false; readonly failure: Failure }

/** A row of a table; the details are null while they are on their way. */
export interface WithDetail {
  readonly detail: DetailReading<Omit<FleetDetail, 'hazards'>> | null
}

/** The subject of the newest version, else the one its policy asks for; null when not known. */
export function rowSubject({ detail }: WithDetail): string | null {
  if (!detail?.ok) return null
  const { current, policy } = detail.certificate
  return current?.content?.subject ?? policy?.subject ?? null
}

/**
 * The part of the subject that tells certificates apart, `CN=www.contoso.com`; the whole subject where it
 * has no common name.
 */
export function rowShortSubject(row: WithDetail): string | null {
  const subject = rowSubject(row)
  const content = row.detail?.ok ? row.detail.certificate.current?.content : null
  const name = content?.commonName ?? commonNameOf(subject)
  return name === null ? subject : `CN=${name}`
}

/** Who issues it: the issuer of the policy, or for one made elsewhere the issuer that it names itself. */
export function rowIssuer({ detail }: WithDetail): string | null {
  if (!detail?.ok) return null
  const { current, policy } = detail.certificate
  const ordered = policy?.issuer ?? null
  if (ordered !== null && ordered.toLowerCase() !== 'unknown') {
    return ordered.toLowerCase() === 'self' ? 'Self-signed' : ordered
  }
  if (current?.content?.selfIssued) return 'Self-signed'
  return commonNameOf(current?.content?.issuer ?? null) ?? 'Any CA, by CSR'
}

/** How many more names than the subject's own the certificate holds. */
export function rowMoreNames({ detail }: WithDetail): number {
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
export function rowKey({ detail }: WithDetail): string | null {
  if (!detail?.ok) return null
  const { current, policy } = detail.certificate
  if (current?.content?.key !== undefined) return current.content.key
  if (policy === null || policy.kty === null) return null
  const size = policy.kty.startsWith('EC') ? policy.curve : policy.size
  return size === null ? policy.kty : `${policy.kty} ${size}`
}

/** Who is waited for, in the words of the pending operations; null when that is not known. */
export function pendingWord({
  detail,
  status,
}: WithDetail & { readonly status: CertificateStatus }): string | null {
  if (status !== 'pending') return null
  const issuer = detail?.ok ? detail.certificate.operation?.issuer?.toLowerCase() : undefined
  if (issuer === undefined) return null
  return issuer === 'unknown' ? 'Waits for you' : issuer === 'self' ? 'In the vault' : 'With the CA'
}
