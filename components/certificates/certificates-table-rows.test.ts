import { describe, expect, it } from 'vitest'
import { stateLooks } from '#components/pending/pending-words.ts'
import type { Certificate, CertificateSummary } from '#lib/features/certificates/schema.ts'
import {
  pendingWord,
  rowIssuer,
  rowKey,
  rowMoreNames,
  rowShortSubject,
  rowSubject,
} from './certificate-facts.ts'
import { type CertificateDetail, certificateRows } from './certificates-table-rows.ts'

const now = Date.parse('2026-11-23T12:00:00Z')

const summary = (change: Partial<CertificateSummary> = {}): CertificateSummary => ({
  vault: 'contoso-prod',
  name: 'www',
  enabled: true,
  notBefore: '2026-01-01T00:00:00Z',
  expiresOn: '2027-06-01T00:00:00Z',
  createdOn: '2026-01-01T00:00:00Z',
  updatedOn: '2026-01-01T00:00:00Z',
  thumbprint: 'ab'.repeat(20),
  tags: {},
  unissued: false,
  ...change,
})

const policy = {
  issuer: 'Unknown',
  certificateType: null,
  certificateTransparency: null,
  subject: 'CN=www.contoso.com',
  names: { dns: ['www.contoso.com', 'contoso.com'], emails: [], upns: [], ips: [], uris: [] },
  kty: 'EC',
  size: null,
  curve: 'P-256',
  exportable: true,
  reuseKey: false,
  keyUsage: [],
  extendedKeyUsage: [],
  validityMonths: 12,
  contentType: null,
  lifetimeAction: null,
  enabled: true,
  createdOn: null,
  updatedOn: null,
} as const

const waiting: Certificate = {
  vault: 'contoso-prod',
  name: 'www',
  unissued: true,
  current: null,
  policy,
  operation: {
    status: 'inProgress',
    issuer: 'Unknown',
    statusDetails: null,
    error: null,
    csr: null,
    request: null,
    cancellationRequested: false,
    requestId: null,
  },
  renewalDueOn: null,
}

const read = (certificate: Certificate) =>
  new Map<string, CertificateDetail>([[certificate.name, { ok: true, certificate }]])

function only<Item>(items: readonly Item[]): Item {
  const [first] = items
  if (first === undefined) throw new Error('no item')
  return first
}

describe('certificateRows', () => {
  it('shows the list at once, and what is read later as it comes', () => {
    const list = [summary({ unissued: true, enabled: false })]
    const first = only(certificateRows(list, new Map(), now))
    expect([first.status, rowSubject(first), pendingWord(first)]).toEqual(['pending', null, null])
    const later = only(certificateRows(list, read(waiting), now, [first]))
    expect(rowSubject(later)).toBe('CN=www.contoso.com')
    expect(rowKey(later)).toBe('EC P-256')
    expect(rowMoreNames(later)).toBe(1)
    expect(pendingWord(later)).toBe('Waits for you')
  })

  it.each([
    ['Unknown', 'yours'],
    ['Self', 'vault'],
    ['DigiCert', 'ca'],
  ] as const)('says of an order at %s what the pending operations say', (issuer, state) => {
    const operation = waiting.operation && { ...waiting.operation, issuer }
    const list = [summary({ unissued: true, enabled: false })]
    const row = only(certificateRows(list, read({ ...waiting, operation }), now))
    expect(pendingWord(row)).toBe(stateLooks[state].word)
  })

  it('names the issuer by the policy, else as the certificate names it', () => {
    const issuer = (policyIssuer: string, current: unknown = null) => {
      const certificate = { ...waiting, policy: { ...policy, issuer: policyIssuer }, current }
      const detail = { ok: true, certificate: certificate as Certificate } as const
      return rowIssuer(only(certificateRows([summary()], new Map([['www', detail]]), now)))
    }
    const content = { issuer: 'O=Contoso, CN=Contoso Issuing CA 1', selfIssued: false }
    expect(issuer('Self')).toBe('Self-signed')
    expect(issuer('DigiCert')).toBe('DigiCert')
    expect(issuer('Unknown')).toBe('Any CA, by CSR')
    expect(issuer('Unknown', { content })).toBe('Contoso Issuing CA 1')
    expect(issuer('Unknown', { content: { ...content, selfIssued: true } })).toBe('Self-signed')
  })

  it('shortens a subject to its common name, and leaves one without', () => {
    const short = (subject: string) => {
      const certificate = { ...waiting, policy: { ...policy, subject } }
      return rowShortSubject(only(certificateRows([summary()], read(certificate), now)))
    }
    expect(short('C=NL, O=Contoso Ltd, CN=www.contoso.com')).toBe('CN=www.contoso.com')
    expect(short('CN=www.contoso.com, O=Contoso')).toBe('CN=www.contoso.com')
    expect(short('O=Contoso Ltd')).toBe('O=Contoso Ltd')
    // Quoted names may hold a comma: it does not end them.
    expect(short('CN="Contoso, Ltd", C=NL')).toBe('CN=Contoso, Ltd')
    expect(short('CN="The ""A"" team"')).toBe('CN=The "A" team')
  })

  it('takes a failed operation from the details', () => {
    const failed = { ...waiting, operation: { ...only([waiting.operation]), status: 'failed' } }
    const detail: CertificateDetail = { ok: true, certificate: failed as Certificate }
    expect(only(certificateRows([summary()], new Map([['www', detail]]), now)).status).toBe(
      'failed',
    )
  })

  it('keeps the object of a row that nothing changed about', () => {
    const details = read(waiting)
    const before = certificateRows([summary()], details, now)
    const after = certificateRows([summary()], details, now, before)
    expect(only(after)).toBe(only(before))
    const touched = certificateRows([summary({ tags: { env: 'prod' } })], details, now, before)
    expect(only(touched)).not.toBe(only(before))
    // Time alone can make it another row: it expires.
    const expired = certificateRows([summary()], details, Date.parse('2028-01-01'), before)
    expect(only(expired).status).not.toBe(only(before).status)
  })
})
