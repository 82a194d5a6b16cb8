import { describe, expect, it } from 'vitest'
import { issuerChange, issuerChangeWords } from './changes.ts'
import { checkIssuer, type IssuerFacts, issuerVerdict } from './check.ts'
import {
  type Administrator,
  type IssuerDraft,
  issuerNameProblem,
  issuerProblems,
  sameIssuer,
} from './draft.ts'
import { adviceFor } from './refusals.ts'

const ada: Administrator = {
  firstName: 'Ada',
  lastName: 'Byron',
  email: 'ada@contoso.example',
  phone: '+31 20 555 0142',
}

const digicert: IssuerDraft = {
  name: 'DigiCert-OV',
  provider: 'DigiCert',
  accountId: 'contoso-4107',
  credential: 'key',
  organizationId: '41071042',
  administrators: [],
  enabled: true,
}
const globalsign: IssuerDraft = {
  ...digicert,
  provider: 'GlobalSign',
  organizationId: '',
  administrators: [ada],
}

describe('what is wrong with an issuer', () => {
  it.each<[string, string | null]>([
    ['DigiCert-1', null],
    ['', 'Give the issuer a name.'],
    [
      'self',
      'The vault keeps the name self for itself. Choose another, such as the name of the CA.',
    ],
    [
      'Unknown',
      'The vault keeps the name Unknown for itself. Choose another, such as the name of the CA.',
    ],
    ['digi cert', 'Letters a–z, digits and hyphens only: no spaces. For example: digi-cert'],
    ['digi_cert', 'Letters a–z, digits and hyphens only: no “_”. For example: digi-cert'],
  ])('name “%s”', (name, problem) => {
    expect(issuerNameProblem(name)).toBe(problem)
  })

  it.each<[string, IssuerDraft, Record<string, string>]>([
    ['DigiCert', digicert, {}],
    ['GlobalSign', globalsign, {}],
    ['no account', { ...digicert, accountId: ' ' }, { accountId: 'Type the account ID.' }],
    ['no API key', { ...digicert, credential: '' }, { credential: 'Type the API key.' }],
    ['no password', { ...globalsign, credential: '' }, { credential: 'Type the password.' }],
    [
      'no organisation',
      { ...digicert, organizationId: '' },
      { organizationId: 'DigiCert issues for an organisation. Type its ID.' },
    ],
    [
      'nobody to ask',
      { ...globalsign, administrators: [] },
      { administrators: 'GlobalSign wants somebody to ask. Add an administrator.' },
    ],
    [
      'half a person',
      { ...globalsign, administrators: [ada, { ...ada, lastName: '', phone: '' }] },
      {
        'administrators.1.lastName': 'Type the last name.',
        'administrators.1.phone': 'Type a telephone number.',
      },
    ],
    [
      'an address and a number that are none',
      { ...digicert, administrators: [{ ...ada, email: 'ada', phone: 'call me' }] },
      {
        'administrators.0.email': 'An e-mail address looks like name@contoso.com.',
        'administrators.0.phone': 'This is no telephone number. Write it as +31 20 555 0142.',
      },
    ],
    [
      'a line break',
      { ...digicert, accountId: 'a\nb', administrators: [{ ...ada, firstName: 'A\r\nB' }] },
      {
        accountId: 'Remove line breaks and other invisible characters.',
        'administrators.0.firstName': 'Remove line breaks and other invisible characters.',
      },
    ],
    [
      'another provider',
      { ...digicert, provider: 'OneCert' },
      { provider: 'Choose DigiCert or GlobalSign.' },
    ],
    [
      'more than fits',
      { ...digicert, accountId: 'x'.repeat(257), credential: 'x'.repeat(1025) },
      {
        accountId: 'It can have at most 256 characters.',
        credential: 'It can have at most 1024 characters.',
      },
    ],
  ])('%s', (_what, draft, problems) => {
    expect(issuerProblems(draft, { isNew: true })).toEqual(problems)
  })

  it('an existing one keeps its name and its credential', () => {
    const kept = { ...digicert, name: '', credential: '' }
    expect(issuerProblems(kept, { isNew: false })).toEqual({})
  })

  it.each<[string | null, string | null, boolean]>([
    ['DigiCert', 'digicert', true],
    ['DigiCert', 'GlobalSign', false],
    [null, null, false],
  ])('%s and %s are the same: %s', (one, other, same) => {
    expect(sameIssuer(one, other)).toBe(same)
  })
})

describe('why issuing would fail', () => {
  const facts: IssuerFacts = { ...digicert }
  const order = (message: string) => ({ certificate: 'www', code: 'Request rejected', message })

  it.each<[string, IssuerFacts, string, string[]]>([
    ['a good DigiCert', facts, 'ready', []],
    ['a good GlobalSign', globalsign, 'ready', []],
    ['disabled', { ...facts, enabled: false }, 'disabled', ['enabled']],
    ['no account', { ...facts, accountId: null }, 'incomplete', ['account']],
    ['no organisation', { ...facts, organizationId: '' }, 'incomplete', ['organization']],
    ['nobody to ask', { ...globalsign, administrators: [] }, 'incomplete', ['administrators']],
    [
      'only half persons',
      { ...globalsign, administrators: [{ ...ada, phone: '' }] },
      'incomplete',
      ['administrators'],
    ],
    ['a provider that is none', { ...facts, provider: 'Acme' }, 'incomplete', ['provider']],
    ['a provider of the service', { ...facts, provider: 'OneCert' }, 'ready', []],
  ])('%s', (_what, issuer, verdict, broken) => {
    expect(issuerVerdict(issuer)).toBe(verdict)
    const bad = checkIssuer(issuer, null).filter(({ state }) => state === 'bad')
    expect(bad.map(({ id }) => id)).toEqual(broken)
    expect(bad.every(({ nextStep }) => nextStep !== null)).toBe(true)
  })

  it('never claims to know the credential or the domains', () => {
    for (const orders of [null, [], [order('x')]]) {
      const unknown = checkIssuer(facts, orders).filter(({ state }) => state === 'unknown')
      expect(unknown.map(({ id }) => id)).toEqual(['credential', 'domains'])
    }
  })

  it('tells the last failed orders in the words of the CA', () => {
    const orders = [order('The domain of a.example has not been validated.'), order('')]
    expect(issuerVerdict(facts, orders)).toBe('failing')
    expect(checkIssuer(facts, orders).slice(-2)).toMatchObject([
      { state: 'bad', detail: 'The domain of a.example has not been validated.' },
      { state: 'bad', detail: 'Request rejected' },
    ])
  })

  it.each<[string, RegExp]>([
    ['GlobalSign did not accept the account a with the password of the issuer.', /credential/],
    ['The domain of www.example has not been validated for the account a.', /domain validated/],
    ['DigiCert does not know the organization 7 in the account a.', /organisation ID/],
    ['GlobalSign needs the first name … of an administrator.', /administrators/],
    ['DigiCert could not be reached. Try again later.', /later/],
    ['EV-SSL certificates have no wildcard names such as *.a.example.', /policy/],
    ['The issuer encountered an error.', /Compare/],
  ])('advises about “%s”', (message, advice) => {
    expect(adviceFor({ message })).toMatch(advice)
  })
})

describe('the change before it is sent', () => {
  const { name: _name, provider: _provider, ...after } = { ...digicert, credential: '' }
  const before = after

  it.each<[string, Partial<typeof after>, Partial<typeof after>, string[]]>([
    ['nothing', {}, {}, []],
    [
      'disabled',
      { enabled: false },
      { enabled: false },
      ['Disabled: no certificate is ordered or renewed through it from now on.'],
    ],
    [
      'account and organisation',
      { accountId: 'b', organizationId: '' },
      { accountId: 'b', organizationId: '' },
      ['Account: contoso-4107 → b.', 'Organisation: 41071042 → none.'],
    ],
    [
      'a credential, which is not told',
      { credential: 'canary' },
      { credential: 'canary' },
      ['Credential: replaced by the new one. The old one cannot be brought back.'],
    ],
    [
      'somebody more',
      { administrators: [ada] },
      { administrators: [ada] },
      ['Administrator ada@contoso.example added.'],
    ],
  ])('%s', (_what, edit, change, words) => {
    const found = issuerChange(before, { ...after, ...edit })
    expect(found).toEqual(change)
    expect(issuerChangeWords(before, found)).toEqual(words)
  })

  it('tells who of the administrators was changed and who left', () => {
    const bob = { ...ada, email: 'bob@contoso.example' }
    const words = issuerChangeWords(
      { ...before, administrators: [ada, bob] },
      { administrators: [{ ...ada, phone: '12345' }] },
    )
    expect(words).toEqual([
      'Administrator ada@contoso.example changed.',
      'Administrator bob@contoso.example removed.',
    ])
  })
})
