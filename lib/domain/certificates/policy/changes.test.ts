import { describe, expect, it } from 'vitest'
import { policyChanges, policyStamp, reapplyPolicy, samePolicy } from './changes.ts'
import { defaultDraft, draftOf, type PolicyDraft, type StoredPolicy } from './draft.ts'

const names = (change: Partial<PolicyDraft['names']>) => ({ ...defaultDraft.names, ...change })
const base: PolicyDraft = {
  ...defaultDraft,
  subject: 'CN=www.example.com',
  names: names({ dns: ['www.example.com', 'example.com'] }),
  validityMonths: 12,
}
const days = (count: number, action: 'AutoRenew' | 'EmailContacts' = 'AutoRenew') => ({
  action,
  daysBeforeExpiry: count,
  lifetimePercentage: null,
})

describe('policyChanges says what is different, and nothing else', () => {
  it.each<[Partial<PolicyDraft>, string]>([
    [{ issuer: 'Unknown' }, 'Issuer: the vault itself → any CA, by CSR'],
    [{ issuer: 'DigiCert-Prod' }, 'Issuer: the vault itself → DigiCert-Prod'],
    [{ certificateType: 'OV-SSL' }, 'Type of certificate: left to the CA → OV-SSL'],
    [{ certificateTransparency: false }, 'Transparency logs: left to the CA → not published'],
    [{ subject: '' }, 'Subject: CN=www.example.com → none'],
    [
      { names: names({ dns: ['www.example.com'], ips: ['10.0.0.1'] }) },
      'Names: without example.com → with IP 10.0.0.1',
    ],
    [
      { names: names({ dns: ['www.example.com', 'example.com', 'new.example.com'] }) },
      'Names: 2 names → with new.example.com',
    ],
    [{ kty: 'EC', size: null, curve: 'P-256' }, 'Key: RSA 2048 → EC P-256'],
    [{ size: 4096 }, 'Key: RSA 2048 → RSA 4096'],
    [{ exportable: false }, 'Private key: exportable → not exportable'],
    [{ reuseKey: true }, 'Key of later versions: a new key each time → the same key'],
    [{ contentType: 'application/x-pem-file' }, 'Content type: PFX → PEM'],
    [{ keyUsage: [] }, 'Key usage: Digital signature, Key encipherment → none'],
    [{ extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] }, 'Purposes: TLS server, TLS client → TLS server'],
    [{ validityMonths: 1 }, 'Validity: 12 months → 1 month'],
    [
      { lifetimeAction: days(30) },
      'Before it ends: renew at 80 % of its life → renew 30 days before the end',
    ],
    [
      { lifetimeAction: days(30, 'EmailContacts') },
      'Before it ends: renew at 80 % of its life → mail the contacts 30 days before the end',
    ],
    [{ lifetimeAction: null }, 'Before it ends: renew at 80 % of its life → nothing'],
    [{ enabled: false }, 'State of the policy: on → off'],
  ])('%j', (change, expected) => {
    const after = { ...base, ...change }
    const found = policyChanges(base, after)
    expect(found.map(({ title, before, after: to }) => `${title}: ${before} → ${to}`)).toEqual([
      expected,
    ])
    expect(samePolicy(base, after)).toBe(false)
  })

  it('does not mind the order of names, usages and purposes', () => {
    const turned = {
      ...base,
      names: names({ dns: base.names.dns.toReversed() }),
      keyUsage: base.keyUsage.toReversed(),
      extendedKeyUsage: base.extendedKeyUsage.toReversed(),
    }
    expect(policyChanges(base, turned)).toEqual([])
    expect(samePolicy(base, turned)).toBe(true)
  })

  it.each<[Partial<PolicyDraft>, RegExp]>([
    [{ issuer: 'Unknown' }, /cannot renew it any more/],
    [{ exportable: false }, /App Service/],
    [{ reuseKey: true }, /stays leaked/],
    [{ lifetimeAction: days(30) }, /for the current version too/],
    [{ reuseKey: true, size: 3072 }, /cannot be kept/],
  ])('tells what %j brings with it', (change, expected) => {
    const found = policyChanges(base, { ...base, ...change })
    expect(found.map(({ consequence }) => consequence).join(' ')).toMatch(expected)
  })
})

describe('reapplyPolicy', () => {
  it('keeps what the other changed, and adds what I did', () => {
    const mine = { ...base, validityMonths: 6 }
    const theirs = { ...base, exportable: false, size: 3072 }
    expect(reapplyPolicy(base, mine, theirs)).toEqual({
      policy: { ...theirs, validityMonths: 6 },
      both: [],
    })
  })

  it('takes mine where both changed the same, and says so', () => {
    const mine = { ...base, validityMonths: 6 }
    const theirs = { ...base, validityMonths: 3 }
    const { policy, both } = reapplyPolicy(base, mine, theirs)
    expect(policy).toEqual(mine)
    expect(both).toMatchObject([{ part: 'validityMonths', before: '3 months', after: '6 months' }])
  })

  it('is silent where both did the same', () => {
    const same = { ...base, validityMonths: 6 }
    expect(reapplyPolicy(base, same, same)).toEqual({ policy: same, both: [] })
  })

  it('takes names one by one', () => {
    const mine = { ...base, names: names({ dns: ['www.example.com', 'mine.example.com'] }) }
    const theirs = {
      ...base,
      names: names({ dns: ['www.example.com', 'example.com', 'theirs.example.com'] }),
    }
    expect(reapplyPolicy(base, mine, theirs).policy.names.dns).toEqual([
      'www.example.com',
      'theirs.example.com',
      'mine.example.com',
    ])
  })
})

it('stamps a policy by its content and not by its times', () => {
  const stored: StoredPolicy & { updatedOn: string } = { ...base, updatedOn: '2026-01-01' }
  expect(policyStamp({ ...stored, updatedOn: '2026-02-02' } as StoredPolicy)).toBe(
    policyStamp(stored),
  )
  for (const change of [
    { exportable: null },
    { validityMonths: 13 },
    { keyUsage: [] },
    { names: names({ uris: ['spiffe://example'] }) },
    { lifetimeAction: null },
  ]) {
    expect(policyStamp({ ...stored, ...change })).not.toBe(policyStamp(stored))
  }
  expect(draftOf(stored)).toMatchObject({ validityMonths: 12 })
})
