import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quoteValue } from '#lib/x509/name.ts'
import { readSubject, subjectProblem } from './subject.ts'

describe('readSubject', () => {
  it('tells the parts in words, in the order typed', () => {
    expect(readSubject('CN=www.contoso.com, O="Contoso, Inc.", S=WA, C=US')).toEqual({
      ok: true,
      commonName: 'www.contoso.com',
      notice: null,
      parts: [
        { key: 'CN', words: 'common name', value: 'www.contoso.com' },
        { key: 'O', words: 'organization', value: 'Contoso, Inc.' },
        { key: 'ST', words: 'state or province', value: 'WA' },
        { key: 'C', words: 'country', value: 'US' },
      ],
    })
  })

  it.each([
    ['CN=www, OU=Web, O=Contoso', 'leave the organizational unit out'],
    ['CN=a.contoso.com, CN=b.contoso.com', 'Two common names'],
  ])('tells what public CAs make of %s', (text, words) => {
    expect(readSubject(text)).toMatchObject({ ok: true, notice: expect.stringContaining(words) })
  })

  it('has no common name when none is given', () => {
    expect(readSubject('O=Contoso')).toMatchObject({ ok: true, commonName: null })
  })

  it.each([
    ['CN=www, O=Contoso, Inc., C=US', 'CN=www, O="Contoso, Inc.", C=US'],
    ['CN=www, O=Research + Development', 'CN=www, O="Research + Development"'],
    ['CN=www, O="Contoso, Inc., C=US', 'CN=www, O="Contoso, Inc.", C=US'],
    ['CN=www, O=Contoso "West", C=US', 'CN=www, O=Contoso West, C=US'],
    ['www.contoso.com', 'CN=www.contoso.com'],
    ['Contoso, Inc.', 'CN="Contoso, Inc."'],
  ])('offers quotes for %j', (text, suggestion) => {
    expect(readSubject(text)).toMatchObject({ ok: false, suggestion })
  })

  it('says what to do where the parser would only say what it stumbled over', () => {
    expect(subjectProblem('CN=www, O=Contoso, Inc.')).toContain('double quotes')
    expect(subjectProblem('www.contoso.com')).toContain('Begin with')
  })

  it.each([
    ['', 'Type a subject'],
    ['CN=www, C=USA', 'two letters'],
    ['CN=', 'no value'],
    ['XX=www', 'not a known part'],
    [`CN=${'x'.repeat(65)}`, 'longer than 64'],
  ])('says what is wrong with %j and offers nothing', (text, words) => {
    expect(readSubject(text)).toEqual({
      ok: false,
      message: expect.stringContaining(words),
      position: expect.any(Number),
      suggestion: null,
    })
  })

  it('reads back every value that quoteValue has quoted', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }), (value) => {
        fc.pre([...value].length <= 64 && value.trim() !== '')
        expect(readSubject(`CN=${quoteValue(value)}`)).toMatchObject({
          ok: true,
          commonName: value,
        })
      }),
    )
  })

  it('never throws on what people paste', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'CNO=,;+"\\ a.#'), maxLength: 40 }),
        (text) => {
          expect(readSubject(text).ok).toBeTypeOf('boolean')
        },
      ),
    )
  })
})

describe('subjectProblem', () => {
  it('lets an empty subject pass only when there are other names', () => {
    expect(subjectProblem('', false)).toBeNull()
    expect(subjectProblem(' ')).not.toBeNull()
    expect(subjectProblem('CN=', false)).not.toBeNull()
    expect(subjectProblem('CN=www')).toBeNull()
  })
})
