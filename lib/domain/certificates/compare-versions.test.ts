import { describe, expect, it } from 'vitest'
import { type ComparedContent, type ComparedVersion, compareVersions } from './compare-versions.ts'

const content: ComparedContent = {
  subject: 'CN=www.example.com',
  issuer: 'CN=Example CA',
  selfIssued: false,
  names: { dns: ['www.example.com', 'example.com'], emails: [], upns: [], ips: [], uris: [] },
  key: 'RSA 2048',
  keySha256: 'aa',
  signatureAlgorithm: 'sha256WithRSAEncryption',
  keyUsage: ['digitalSignature'],
  extendedKeyUsage: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
  basicConstraints: { ca: false, pathLength: null },
  serialNumber: '01',
  sha256: '01',
}
const version: ComparedVersion = {
  enabled: true,
  notBefore: '2026-01-01T00:00:00.000Z',
  expiresOn: '2026-04-01T00:00:00.000Z',
  createdOn: '2026-01-01T00:10:00.000Z',
  tags: { owner: 'web' },
  content,
}

type Change = Omit<Partial<ComparedVersion>, 'content'> & { content?: Partial<ComparedContent> }
const changed = ({ content: inner, ...outer }: Change): ComparedVersion => ({
  ...version,
  ...outer,
  content: { ...content, ...inner },
})

describe('compareVersions', () => {
  it('finds nothing in the same version, and says that the key was kept', () => {
    const rows = compareVersions(version, version)
    expect(rows.filter(({ difference }) => difference !== null)).toEqual([])
    expect(rows.find(({ term }) => term === 'Key')?.meaning).toMatch(/^The same key/)
  })

  it.each<[Change, string, string, RegExp | null]>([
    [{ enabled: false }, 'Enabled', 'different', /get an error/],
    [{ content: { subject: 'CN=other' } }, 'Subject', 'different', null],
    [
      { content: { names: { ...content.names, dns: ['www.example.com', 'new.example.com'] } } },
      'Names',
      'without example.com; with new.example.com',
      /use example.com get a name error/,
    ],
    [
      { content: { names: { ...content.names, ips: ['10.0.0.1'] } } },
      'Names',
      'with IP 10.0.0.1',
      null,
    ],
    [
      { content: { names: { ...content.names, dns: content.names.dns.toReversed() } } },
      'Names',
      'in another order',
      null,
    ],
    [{ content: { issuer: 'CN=Other CA' } }, 'Issuer', 'different', /trust the other issuer/],
    [{ content: { selfIssued: true } }, 'Issuer', 'different', /only where it is installed/],
    [{ content: { keySha256: 'bb' } }, 'Key', 'a new key of the same type', /pins the public key/],
    [
      { content: { keySha256: 'bb', key: 'EC P-256' } },
      'Key',
      'a new key of another type',
      /pins the public key/,
    ],
    [
      { content: { extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] } },
      'Purposes',
      'without TLS client',
      /refused as TLS client/,
    ],
    [{ content: { keyUsage: null } }, 'Key usage', 'different', null],
    [
      { content: { basicConstraints: { ca: true, pathLength: 0 } } },
      'Authority',
      'different',
      null,
    ],
    [{ tags: {} }, 'Tags', 'Tag owner removed', null],
    [{ tags: { owner: 'ops' } }, 'Tags', 'Tag owner: web → ops', null],
    [{ createdOn: '2026-01-01T00:09:00.000Z' }, 'Made', 'less than a day earlier', null],
  ])('%j', (change, term, difference, meaning) => {
    const rows = compareVersions(version, changed(change)).filter((one) => one.difference !== null)
    expect(rows.map((one) => [one.term, one.difference])).toEqual([[term, difference]])
    if (meaning === null) expect(rows[0]?.meaning).toBeNull()
    else expect(rows[0]?.meaning).toMatch(meaning)
  })

  it('tells both ends and the length of the life apart', () => {
    const later = changed({
      notBefore: '2026-03-01T00:00:00.000Z',
      expiresOn: '2026-09-01T00:00:00.000Z',
    })
    const words = Object.fromEntries(
      compareVersions(version, later).map(({ term, difference }) => [term, difference]),
    )
    expect(words['Valid from']).toBe('59 days later')
    expect(words['Valid until']).toBe('153 days later')
    expect(words.Life).toBe('94 days longer')
  })

  it('compares what the vault says where the X.509 cannot be read', () => {
    const rows = compareVersions({ ...version, content: null }, version)
    expect(rows.map(({ term }) => term)).toEqual([
      'Enabled',
      'Valid from',
      'Valid until',
      'Life',
      'Tags',
      'Made',
    ])
  })
})
