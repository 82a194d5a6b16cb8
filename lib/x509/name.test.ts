import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAsn1 } from './der.ts'
import { displayName, formatName, NameError, parseName, quoteValue, type Rdn } from './name.ts'
import { ATTRIBUTE_TYPES } from './name-attributes.ts'
import { encodeName, readName } from './name-der.ts'

const CN = '2.5.4.3'
const O = '2.5.4.10'
const C = '2.5.4.6'

describe('parseName', () => {
  test('keeps the order of the text', () => {
    expect(parseName('CN=www.example.com, O=Contoso, C=US')).toEqual([
      [{ oid: CN, value: 'www.example.com' }],
      [{ oid: O, value: 'Contoso' }],
      [{ oid: C, value: 'US' }],
    ])
  })

  test.each([
    ['cn = a ,  o = b', ['a', 'b']],
    ['O="A, B"', ['A, B']],
    ['O="He said ""yes"""', ['He said "yes"']],
    ['O="a \\"b\\""', ['a "b"']],
    ['O=A\\, B', ['A, B']],
    ['O=\\ a\\ ', [' a ']],
    ['O=a b  ; CN=c', ['a b', 'c']],
    ['CN=L\\C3\\BCneburg', ['Lüneburg']],
    ['CN=a+O=b', ['a', 'b']],
    ['S=Bavaria, ST=Hesse', ['Bavaria', 'Hesse']],
    ['E=a@b.example, emailAddress=c@d.example', ['a@b.example', 'c@d.example']],
    ['OID.1.2.3.4=x, 2.5.4.3=y', ['x', 'y']],
    ['DC=example, DC=com, SERIALNUMBER=12', ['example', 'com', '12']],
    ['CN=a=b', ['a=b']],
    ['CN=\u3000a\u00a0 , O=b', ['\u3000a\u00a0', 'b']],
  ])('%s', (text, values) => {
    expect(
      parseName(text)
        .flat()
        .map(({ value }) => value),
    ).toEqual(values)
  })

  test('joins attributes by + into one part', () => {
    expect(parseName('CN=a + O=b, C=US').map((rdn) => rdn.length)).toEqual([2, 1])
  })

  test.each([
    ['', 0, 'empty'],
    ['CN', 0, 'equals sign'],
    ['www.example.com', 0, 'CN=www.example.com'],
    ['CN=', 3, 'no value'],
    ['CN=a,', 5, 'missing'],
    ['CN=a,,O=b', 5, 'missing'],
    ['XX=a', 0, 'not a known part'],
    ['CN="a', 3, 'closing quote'],
    ['CN=a"b"', 4, 'quotes'],
    ['CN="a"b', 6, 'comma'],
    ['CN=a\\', 4, 'backslash'],
    ['CN=\\ff', 3, 'UTF-8'],
    ['CN=a, C=USA', 8, 'two letters'],
    ['C=U1', 2, 'two letters'],
    [`CN=${'a'.repeat(65)}`, 3, '64 characters'],
    ['E=ü@example.com', 2, 'ASCII'],
    ['SERIALNUMBER=a*b', 13, 'letters, digits'],
    ['1.50.3=a', 0, 'not a known part'],
    ['CN='.padEnd(5000, 'a'), 0, '4096'],
  ])('refuses %s', (text, position, words) => {
    const error = (() => {
      try {
        return parseName(text)
      } catch (caught) {
        return caught
      }
    })()
    expect(error).toBeInstanceOf(NameError)
    expect(error).toMatchObject({ position, message: expect.stringContaining(words) })
  })
})

describe('displayName', () => {
  test.each([
    ['C=US, ST=WA, O="Contoso, Inc.", CN=www', 'CN=www, O="Contoso, Inc.", S=WA, C=US'],
    ['CN=www, O=Contoso, C=US', 'CN=www, O=Contoso, C=US'],
    ['DC=com, DC=contoso, CN=Issuing CA 1', 'CN=Issuing CA 1, DC=contoso, DC=com'],
    ['CN=Users, CN=ada', 'CN=ada, CN=Users'],
    ['C=NL, O=Contoso', 'O=Contoso, C=NL'],
    ['CN=www', 'CN=www'],
  ])('of %s in the DER', (der, shown) => {
    expect(displayName(parseName(der))).toBe(shown)
  })

  test('of an empty name', () => {
    expect(displayName([])).toBe('')
  })
})

describe('formatName', () => {
  test('RFC 4514 escapes and short names', () => {
    const name = parseName('CN="A, B+C", S=WA, E=a@b.example, OID.1.2.3=#x')
    expect(formatName(name)).toBe('CN=A\\, B\\+C, ST=WA, emailAddress=a@b.example, 1.2.3=\\#x')
  })

  test('.NET quotes and short names', () => {
    const name = parseName('CN="A, B", ST=WA, emailAddress=a@b.example, 1.2.3=x')
    expect(formatName(name, 'dotnet')).toBe('CN="A, B", S=WA, E=a@b.example, OID.1.2.3=x')
  })

  const attribute = fc
    .tuple(
      fc.constantFrom(...ATTRIBUTE_TYPES),
      fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }),
    )
    .filter(([type, value]) => type.encoding === 'utf8' && [...value].length <= type.max)
    .map(([type, value]) => ({ oid: type.oid, value: value.toWellFormed() }))
  const name = fc.array(fc.array(attribute, { minLength: 1, maxLength: 2 }), {
    minLength: 1,
    maxLength: 5,
  })

  test('both styles are read back', () => {
    fc.assert(
      fc.property(name, fc.constantFrom('rfc4514' as const, 'dotnet' as const), (rdns, style) => {
        expect(parseName(formatName(rdns, style))).toEqual(rdns)
      }),
      { numRuns: 500 },
    )
  })

  test('any text: a name or a NameError, never another error', () => {
    const piece = fc.constantFrom(
      'CN',
      'O',
      '=',
      ',',
      '+',
      '"',
      '\\',
      ' ',
      'a',
      '\\41',
      ';',
      '#',
      'ü',
    )
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join('')),
        (text) => {
          try {
            const rdns = parseName(text)
            expect(parseName(formatName(rdns))).toEqual(rdns)
          } catch (error) {
            expect(error).toBeInstanceOf(NameError)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('DER carries it in order, one-attribute parts exactly', () => {
    fc.assert(
      fc.property(name, (rdns) => {
        const single: Rdn[] = rdns.map((rdn) => rdn.slice(0, 1))
        expect(readName(readAsn1(encodeName(single)), 'name')).toEqual(single)
      }),
    )
  })
})

test('quoteValue quotes only where needed', () => {
  expect([
    quoteValue('Contoso Ltd'),
    quoteValue('A, B'),
    quoteValue('a"b'),
    quoteValue(' a'),
  ]).toEqual(['Contoso Ltd', '"A, B"', '"a""b"', '" a"'])
})
