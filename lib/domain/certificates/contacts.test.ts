import { describe, expect, it } from 'vitest'
import { caProfileIds, caProfiles, findCaProfile } from './ca-profiles.ts'
import { type ContactDraft, contactChanges, contactProblems, sameContacts } from './contacts.ts'
import { comingMails } from './mail-moments.ts'

const ada: ContactDraft = { name: 'Ada', email: 'ada@contoso.example', phone: '' }
const bob: ContactDraft = { name: '', email: 'bob@contoso.example', phone: '+49 (30) 259391-0' }

describe('a list of contacts', () => {
  it.each<[string, ContactDraft[], Record<string, string>]>([
    ['nobody', [], {}],
    ['two', [ada, bob], {}],
    ['no address', [{ ...ada, email: ' ' }], { 'contacts.0.email': 'Type an e-mail address.' }],
    [
      'the same address twice',
      [ada, { ...bob, email: 'ADA@contoso.example' }],
      { 'contacts.1.email': 'This address is already in the list.' },
    ],
    [
      'a header smuggled in',
      [{ ...ada, email: 'a@b.example\r\nBcc: c@d.example' }],
      { 'contacts.0.email': 'Remove line breaks and other invisible characters.' },
    ],
    [
      'a number that is none',
      [{ ...ada, phone: 'extension 7' }],
      { 'contacts.0.phone': 'This is no telephone number. Write it as +31 20 555 0142.' },
    ],
    [
      'a crowd',
      Array.from({ length: 51 }, (_, at) => ({ ...ada, email: `a${at}@contoso.example` })),
      { contacts: 'At most 50 contacts.' },
    ],
  ])('%s', (_what, contacts, problems) => {
    expect(contactProblems(contacts)).toEqual(problems)
  })

  it.each<[string, ContactDraft[], ContactDraft[], string[]]>([
    ['nothing', [ada], [{ ...ada, name: ' Ada ' }], []],
    ['one more', [ada], [ada, bob], ['bob@contoso.example gets the mails from now on.']],
    [
      'another name',
      [ada],
      [{ ...ada, name: 'A' }],
      ['ada@contoso.example: name or number changed.'],
    ],
    [
      'the last one gone',
      [ada],
      [],
      [
        'ada@contoso.example gets no mails any more.',
        'Nobody is left: when a renewal fails, no one is told.',
      ],
    ],
  ])('changes: %s', (_what, before, after, words) => {
    expect(contactChanges(before, after)).toEqual(words)
    if (words.length === 0) expect(sameContacts(before, after)).toBe(true)
  })
})

describe('the mails to come', () => {
  const certificate = (name: string, issuer: string, action: string) => ({
    name,
    policy: {
      issuer,
      validityMonths: 12,
      lifetimeAction: { action, daysBeforeExpiry: 30, lifetimePercentage: null },
    },
    version: {
      enabled: true,
      notBefore: '2026-01-01T00:00:00Z',
      expiresOn: '2027-01-01T00:00:00Z',
    },
    owner: `${name}@contoso.example`,
  })

  it('come soonest first, and tell a renewal from a notice', () => {
    const later = certificate('later', 'Self', 'AutoRenew')
    const coming = comingMails(
      [
        {
          ...later,
          version: { ...later.version, expiresOn: '2027-02-01T00:00:00Z' },
        },
        certificate('self', 'Self', 'AutoRenew'),
        certificate('csr', 'Unknown', 'AutoRenew'),
        certificate('told', 'DigiCert', 'EmailContacts'),
        { ...certificate('never-issued', 'Self', 'AutoRenew'), version: null },
      ],
      new Date('2026-11-25T00:00:00Z'),
    )
    expect(coming[0]?.owner).toBe('self@contoso.example')
    expect(coming.map(({ certificate: name, kind, at }) => [name, kind, at.slice(0, 10)])).toEqual([
      ['self', 'renewal', '2026-12-02'],
      ['csr', 'notice', '2026-12-02'],
      ['told', 'notice', '2026-12-02'],
      ['later', 'renewal', '2027-01-02'],
    ])
  })

  it('are none when the time is over', () => {
    const now = new Date('2026-12-25T00:00:00Z')
    expect(comingMails([certificate('self', 'Self', 'AutoRenew')], now)).toEqual([])
  })
})

it('each profile of a CA says what to choose, where to go, what to merge, and where it is written', () => {
  expect(caProfiles.map(({ id }) => id)).toEqual([...caProfileIds])
  for (const profile of caProfiles) {
    expect(profile.choices.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['Key', 'Extended key usage', 'Validity']),
    )
    expect(profile.handIn.length, profile.id).toBeGreaterThan(0)
    expect(profile.renewal, profile.id).toContain('only mails')
    expect(
      profile.sources.every((source) => source.startsWith('https://')),
      profile.id,
    ).toBe(true)
  }
  expect(findCaProfile('d-trust')?.name).toBe('D-Trust')
  expect(findCaProfile('verisign')).toBeNull()
})
