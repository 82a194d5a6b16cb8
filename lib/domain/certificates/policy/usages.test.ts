import { describe, expect, it } from 'vitest'
import {
  clientAuth,
  codeSigning,
  oidProblem,
  purposes,
  purposeWord,
  serverAuth,
  validityUse,
} from './extended-key-usages.ts'
import { fitsKey, keyUsages, keyUsageWords, suggestedKeyUsage } from './key-usages.ts'

describe('key usages, RFC 5280 4.2.1.3', () => {
  it.each([
    ['keyEncipherment', 'EC', false],
    ['dataEncipherment', 'EC-HSM', false],
    ['keyAgreement', 'EC', true],
    ['keyAgreement', 'RSA', false],
    ['encipherOnly', 'RSA-HSM', false],
    ['digitalSignature', 'RSA', true],
    ['digitalSignature', 'EC', true],
  ])('%s for %s: %s', (usage, kty, fits) => {
    expect(fitsKey(usage, kty)).toBe(fits)
  })

  it('follow the key when its type changes', () => {
    const both = ['digitalSignature', 'keyEncipherment']
    expect(suggestedKeyUsage(both, 'EC')).toEqual(['digitalSignature'])
    expect(suggestedKeyUsage(both, 'RSA')).toEqual(both)
    expect(suggestedKeyUsage(['keyEncipherment'], 'EC')).toEqual(['digitalSignature'])
    expect(suggestedKeyUsage([], 'EC')).toEqual([])
  })

  it('are told in words', () => {
    expect(keyUsageWords(['digitalSignature', 'odd'])).toBe('Digital signature, odd')
    expect(new Set(keyUsages.map((usage) => usage.id)).size).toBe(9)
  })
})

describe('purposes, RFC 5280 4.2.1.12', () => {
  it('are known by name', () => {
    expect(purposeWord('1.3.6.1.5.5.7.3.3')).toBe('Code signing')
    expect(purposeWord('1.2.3.4')).toBe('1.2.3.4')
    for (const { oid } of purposes) expect(oidProblem(oid)).toBeNull()
    expect(new Set(purposes.map(({ oid }) => oid)).size).toBe(purposes.length)
  })

  it('say whose rules on validity hold', () => {
    expect(validityUse([])).toBe('server')
    expect(validityUse([clientAuth, serverAuth])).toBe('server')
    expect(validityUse([codeSigning, clientAuth])).toBe('code')
    expect(validityUse([clientAuth])).toBe('other')
  })

  it.each([
    ['', 'Type an object identifier'],
    ['server', 'digits and dots'],
    ['1.3', 'three numbers'],
    ['1..3', 'between two dots'],
    ['1.03.6', 'leading zeros'],
    ['3.1.1', 'first number'],
    ['1.40.1', 'at most 39'],
    [`1.2${'.1'.repeat(40)}`, 'too long'],
  ])('%j is none', (text, words) => {
    expect(oidProblem(text)?.toLowerCase()).toContain(words.toLowerCase())
  })
  it.each(['2.999.1', '1.3.6.1.4.1.311.20.2.2', '0.39.0'])('%s is one', (text) => {
    expect(oidProblem(text)).toBeNull()
  })
})
