import { describe, expect, it } from 'vitest'
import { checkDnsName, checkEmail, checkIp, checkName, checkUpn, checkUri } from './names.ts'
import { splitNames } from './split-names.ts'

describe('checkDnsName, RFC 5280 4.2.1.6 and RFC 1034 3.5', () => {
  it.each([
    ['www.contoso.com', 'www.contoso.com', null],
    [' API.Contoso.com ', 'api.contoso.com', null],
    ['*.contoso.com', '*.contoso.com', 'Covers one level'],
    ['payments.svc.internal', 'payments.svc.internal', 'internal name'],
    ['db01', 'db01', 'internal name'],
    ['bücher.example.com', 'xn--bcher-kva.example.com', 'Sent as xn--bcher-kva.example.com'],
    ['1.contoso.com', '1.contoso.com', null],
    [`${'a'.repeat(63)}.com`, `${'a'.repeat(63)}.com`, null],
  ])('accepts %j as %j', (text, value, notice) => {
    const check = checkDnsName(text)
    expect(check).toMatchObject({ value, problem: null })
    if (notice === null) expect(check.notice).toBeNull()
    else expect(check.notice).toContain(notice)
  })

  it.each([
    ['', 'Type a DNS name'],
    ['https://www.contoso.com/x', 'without https://: www.contoso.com'],
    ['www.contoso.com:443', 'port'],
    ['www.contoso.com/login', 'path'],
    ['www contoso.com', 'spaces'],
    ['10.0.0.1', 'IP address'],
    ['2001:db8::1', 'IP address'],
    ['ops@contoso.com', 'e-mail'],
    ['contoso.com.', 'dot at the end'],
    ['a..b', 'Two dots'],
    ['.contoso.com', 'Two dots'],
    ['*', 'needs a domain'],
    ['www.*.com', 'stands alone'],
    ['w*.contoso.com', 'stands alone'],
    ['my_host.contoso.com', 'underscore'],
    ['-a.contoso.com', 'hyphen'],
    [`${'a'.repeat(64)}.com`, '63'],
    [`${'abcdefgh.'.repeat(29)}com`, '253'],
    ['a$b.com', 'no DNS name can have'],
  ])('refuses %j', (text, words) => {
    expect(checkDnsName(text).problem).toContain(words)
  })
})

describe('checkEmail, RFC 5321 4.1.2', () => {
  it.each(['ops@contoso.com', "o'brien+tls@mail.contoso.com"])('accepts %s', (text) => {
    expect(checkEmail(text)).toEqual({ value: text, problem: null, notice: null })
  })
  it.each(['', 'ops', '@contoso.com', 'ops@', 'a..b@contoso.com', 'ä@contoso.com', 'a@*.com'])(
    'refuses %j',
    (text) => expect(checkEmail(text).problem).toEqual(expect.any(String)),
  )
})

describe('checkUpn', () => {
  it('accepts a name of any script before the domain', () => {
    expect(checkUpn('jürgen@contoso.com').problem).toBeNull()
  })
  it.each(['', 'ops', 'a b@contoso.com', 'ops@con_toso.com'])('refuses %j', (text) =>
    expect(checkUpn(text).problem).toEqual(expect.any(String)),
  )
})

describe('checkIp, RFC 5280 4.2.1.6', () => {
  it.each([
    ['8.8.8.8', '8.8.8.8', false],
    [' 2001:DB8:0:0::1 ', '2001:db8::1', false],
    ['[2001:db8::1]', '2001:db8::1', false],
    ['10.1.2.3', '10.1.2.3', true],
    ['172.31.0.1', '172.31.0.1', true],
    ['172.32.0.1', '172.32.0.1', false],
    ['::1', '::1', true],
    ['fe80::1', 'fe80::1', true],
    ['fd00::1', 'fd00::1', true],
  ])('accepts %j as %s', (text, value, isPrivate) => {
    const check = checkIp(text)
    expect(check).toMatchObject({ value, problem: null })
    expect(check.notice?.includes('private') ?? false).toBe(isPrivate)
  })
  it.each([
    ['', 'Type an IP'],
    ['10.0.0.0/8', 'networks'],
    ['fe80::1%eth0', 'zone'],
    ['256.0.0.1', 'not an IP'],
    ['www.contoso.com', 'not an IP'],
  ])('refuses %j', (text, words) => expect(checkIp(text).problem).toContain(words))
})

describe('checkUri, RFC 5280 4.2.1.6', () => {
  it.each(['spiffe://contoso.com/billing', 'urn:uuid:1', 'https://contoso.com/?a=b'])(
    'accepts %s',
    (text) => expect(checkUri(text)).toEqual({ value: text, problem: null, notice: null }),
  )
  it.each([
    ['', 'Type a URI'],
    ['www.contoso.com', 'scheme'],
    ['https://a b', 'spaces'],
    ['https://bücher.example', 'ASCII'],
    [`urn:${'a'.repeat(2048)}`, '2048'],
  ])('refuses %j', (text, words) => expect(checkUri(text).problem).toContain(words))
})

describe('checkName and splitNames', () => {
  it('choose by kind', () => {
    expect(checkName('dns', 'ops@contoso.com').problem).not.toBeNull()
    expect(checkName('email', 'ops@contoso.com').problem).toBeNull()
    expect(checkName('upn', 'ops@contoso.com').problem).toBeNull()
  })
  it('take what people paste', () => {
    expect(splitNames('a.com, b.com;c.com\n d.com\t')).toEqual(['a.com', 'b.com', 'c.com', 'd.com'])
  })
})
