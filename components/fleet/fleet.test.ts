import { describe, expect, it } from 'vitest'
import type { DetailReading } from '#components/certificates/certificate-facts.ts'
import type { Failure } from '#lib/domain/failure.ts'
import type { CertificateSummary } from '#lib/features/certificates/schema.ts'
import { failureGroups, failuresTitle } from './failure-groups.ts'
import { fleetCsv } from './fleet-csv.ts'
import {
  asksForDetails,
  filterOf,
  optionsOf,
  readFilters,
  searchedFor,
  tagsOf,
} from './fleet-filters.ts'
import { type FleetRow, makeRow, withDetail } from './fleet-rows.ts'
import { builtInViews, readViews, viewChange, viewQuery, withView } from './fleet-views.ts'

const now = Date.parse('2026-11-23T12:00:00Z')

const summary = (change: Partial<CertificateSummary> = {}): CertificateSummary => ({
  vault: 'prod',
  name: 'www',
  enabled: true,
  notBefore: '2026-01-01T00:00:00.000Z',
  expiresOn: '2027-06-01T00:00:00.000Z',
  createdOn: null,
  updatedOn: '2026-01-01T00:00:00.000Z',
  thumbprint: 'ab'.repeat(20),
  tags: { env: 'prod' },
  unissued: false,
  ...change,
})
const row = (change: Partial<CertificateSummary> = {}) => makeRow(summary(change), undefined, now)

const detailOf = (text: string): DetailReading => ({
  ok: true,
  certificate: {
    current: {
      version: 'f'.repeat(32),
      content: {
        subject: text,
        issuer: `CN=${text}`,
        commonName: text,
        serialNumber: '0a1b2c3d',
        key: 'RSA 2048',
        names: { dns: [text, 'b.example'], emails: [], upns: [], ips: [], uris: [] },
        selfIssued: false,
      },
    },
    policy: {
      issuer: 'Unknown',
      subject: text,
      names: { dns: [], emails: [], upns: [], ips: [], uris: [] },
      kty: 'RSA',
      size: 2048,
      curve: null,
      lifetimeAction: null,
    },
    operation: null,
    renewalDueOn: '2027-02-01T00:00:00Z',
    hazards: ['weak-key'],
  },
})

describe('rows', () => {
  it('stay the same object while nothing about them changes, and keep what was read', () => {
    const first = withDetail(row(), detailOf('a.example'), now)
    expect(makeRow(summary(), first, now)).toBe(first)
    const tagged = makeRow(summary({ tags: {} }), first, now)
    expect(tagged.detail).toBe(first.detail)
    expect(makeRow(summary({ thumbprint: 'cd'.repeat(20) }), first, now).detail).toBeNull()
  })

  it('ask again with the list for what could not be read', () => {
    const failed = withDetail(row(), { ok: false, failure: failure('prod') }, now)
    expect(makeRow(summary(), failed, now).detail).toBeNull()
  })

  it('say that their renewal is due, as far as their policy was read', () => {
    const [before, after] = ['2027-01-31', '2027-02-02'].map((day) =>
      withDetail(row({ expiresOn: '2027-12-31T00:00:00Z' }), detailOf('a'), Date.parse(day)),
    )
    expect([before?.status, after?.status]).toEqual(['healthy', 'renewal-due'])
  })

  it('expire with time alone', () => {
    const first = row()
    const later = withDetail(first, null, Date.parse('2028-01-01'))
    expect([first.status, later.status]).toEqual(['healthy', 'expired'])
    expect(withDetail(first, null, now)).toBe(first)
  })
})

describe('filters', () => {
  const kept = (query: string, rows: readonly FleetRow[]) =>
    rows.filter(filterOf(readFilters(new URLSearchParams(query)), now) ?? (() => true)).length

  it.each([
    ['', 1],
    ['vault=prod', 1],
    ['vault=dev', 0],
    ['status=healthy', 1],
    ['status=nonsense', 1],
    ['tag=env%3Dprod', 1],
    ['tag=env', 1],
    ['tag=constructor', 0],
    ['expires=365', 1],
    ['expires=90', 0],
    ['expires=past', 0],
    ['issuer=a.example', 1],
    ['key=RSA+2048&vault=prod', 1],
    ['key=EC+P-256', 0],
    ['check=any', 1],
    ['check=weak-key', 1],
    ['check=no-such-check', 0],
  ])('%j leaves %i', (query, count) => {
    expect(kept(query, [withDetail(row(), detailOf('a.example'), now)])).toBe(count)
  })

  it('know the end of what was issued only', () => {
    expect(kept('expires=past', [row({ expiresOn: '2026-11-01T00:00:00.000Z' })])).toBe(1)
    const order = { unissued: true, thumbprint: null, expiresOn: '2026-11-01T00:00:00.000Z' }
    expect(kept('expires=past', [row(order)])).toBe(0)
  })

  it('offer the values that there are, the most frequent first', () => {
    const rows = [row(), row({ name: 'api', tags: { env: 'dev' } }), row({ name: 'x' })]
    expect(optionsOf(rows, tagsOf).map(({ value, count }) => [value, count])).toEqual([
      ['env=prod', 2],
      ['env=dev', 1],
    ])
  })

  it.each([
    ['www', false],
    ['payments-mtls prod', false],
    ['www.contoso.com', true],
    ['anna@contoso.com', true],
    ['*', true],
    ['0A:1B:2C:3D', true],
    ['0a1b2c3d', true],
    ['deadbeef', false],
  ])('a search for %j asks for details: %s', (text, asks) => {
    expect(asksForDetails(text, readFilters(new URLSearchParams()), 0)).toBe(asks)
  })

  it('do not ask for the details of all when a thumbprint is found in the list', () => {
    const none = readFilters(new URLSearchParams())
    expect(asksForDetails('a1'.repeat(20), none, 1)).toBe(false)
    expect(asksForDetails('a1'.repeat(20), none, 0)).toBe(true)
    expect(asksForDetails('', { ...none, issuer: 'DigiCert' }, 1)).toBe(true)
    expect(asksForDetails('', { ...none, check: 'any' }, 1)).toBe(true)
    expect(asksForDetails('', { ...none, status: 'renewal-due' }, 1)).toBe(true)
  })

  it('take a serial number as it was pasted', () => {
    expect(searchedFor(' 0A:1B 2C-3D')).toBe('0A1B2C3D')
    expect(searchedFor('www prod')).toBe('www prod')
  })
})

describe('views', () => {
  it('are the same whatever the order in which they were made, without selection and name', () => {
    const query = new URLSearchParams('status=expired&view=Mine&q=www&vault=')
    expect(viewQuery(query)).toBe('q=www&status=expired')
    expect(viewChange({ name: 'Mine', query: 'q=www' })).toMatchObject({
      view: 'Mine',
      q: 'www',
      status: null,
      sort: null,
    })
    for (const view of builtInViews)
      expect(viewQuery(new URLSearchParams(view.query))).toBe(view.query)
  })

  it('are read back, and nonsense is no view', () => {
    const kept = (text: string | null) => readViews({ getItem: () => text })
    const views = withView([{ name: 'A', query: 'q=old' }], { name: 'A', query: 'q=new' })
    expect(kept(JSON.stringify(views))).toEqual([{ name: 'A', query: 'q=new' }])
    for (const text of [null, '', '{', '{}', '[1,null,{"name":1}]']) expect(kept(text)).toEqual([])
    const refused = () => {
      throw new DOMException('refused')
    }
    expect(readViews({ getItem: refused })).toEqual([])
  })
})

const failure = (vault: string, change: Partial<Failure> = {}): Failure => ({
  code: 'timeout',
  status: 504,
  title: `The vault ${vault} is slow to answer`,
  detail: 'No answer came in time.',
  nextStep: 'Wait a moment.',
  vault,
  ...change,
})

describe('failures', () => {
  it('stand together by their cause, each vault named', () => {
    const other = { code: 'forbidden', title: 'You may not list', detail: 'No right.' } as const
    const groups = failureGroups([failure('a'), failure('b', other), failure('c')])
    expect(
      groups.map(({ cause, failures }) => [cause, failures.map(({ vault }) => vault)]),
    ).toEqual([
      ['The vault is slow to answer. No answer came in time.', ['a', 'c']],
      ['You may not list. No right.', ['b']],
    ])
    expect(failuresTitle([failure('a')])).toBe('1 vault could not be read to the end')
  })
})

describe('the export', () => {
  // Hardening S10: hostile content is text everywhere.
  it('holds hostile names, subjects and tags as text', () => {
    const hostile = '=HYPERLINK("https://evil.example";"www")'
    const csv = fleetCsv([
      withDetail(row({ tags: { '@SUM(A1)': 'x', note: 'a\r\n=1+1' } }), detailOf(hostile), now),
      row({ name: 'api' }),
    ])
    const [head, ...lines] = csv.split(/\r\n(?=prod,|$)/)
    expect(head).toBe(
      '\uFEFFvault,name,status,enabled,subject,names,issuer,key,serial number,thumbprint,not before,expires,renewal,failed checks,tags,updated,details',
    )
    expect(lines[0]).toContain(`,"'=HYPERLINK(""https://evil.example"";""www"")",`)
    expect(lines[0]).toContain(',Weak key or signature,')
    expect(lines[0]).toContain(`,"'@SUM(A1)=x note=a\r\n'=1+1",`)
    expect(lines[1]).toBe(
      `prod,api,Healthy,yes,,,,,,${'ab'.repeat(20)},2026-01-01T00:00:00.000Z,2027-06-01T00:00:00.000Z,,,env=prod,2026-01-01T00:00:00.000Z,not read`,
    )
  })
})
