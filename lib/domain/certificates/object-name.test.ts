import { describe, expect, it } from 'vitest'
import { objectNameProblem, suggestObjectName } from './object-name.ts'

describe('objectNameProblem', () => {
  it.each(['a', 'www', 'API-Gateway-2', '1', '-', 'x'.repeat(127)])('accepts %s', (name) => {
    expect(objectNameProblem(name)).toBeNull()
  })

  it.each([
    ['', 'Give the certificate a name.'],
    ['my cert', 'Letters a–z, digits and hyphens only: no spaces. For example: my-cert'],
    [' www', 'Letters a–z, digits and hyphens only: no spaces. For example: www'],
    [
      'www.contoso.com',
      'Letters a–z, digits and hyphens only: no dots. For example: www-contoso-com',
    ],
    [
      'my new_cert.v1_2',
      'Letters a–z, digits and hyphens only: no spaces, “_” or dots. For example: my-new-cert-v1-2',
    ],
    ['straße', 'Letters a–z, digits and hyphens only: no “ß”. For example: stra-e'],
    ['🔒', 'Letters a–z, digits and hyphens only: no “🔒”.'],
    ['x'.repeat(128), 'At most 127 characters: this one has 128.'],
    [
      `${'x'.repeat(127)}.`,
      `Letters a–z, digits and hyphens only: no dots. For example: ${'x'.repeat(127)} At most 127 characters: this one has 128.`,
    ],
  ])('refuses %j', (name, words) => {
    expect(objectNameProblem(name)).toBe(words)
  })
})

describe('suggestObjectName', () => {
  it.each([
    ['*.corp.contoso.com', 'wildcard-corp-contoso-com'],
    ['Müller & Söhne', 'Muller-Sohne'],
    ['  api  gateway ', 'api-gateway'],
    ['証明書', ''],
    [`${'x'.repeat(126)} y`, 'x'.repeat(126)],
  ])('%j becomes %j', (text, name) => {
    expect(suggestObjectName(text)).toBe(name)
    if (name !== '') expect(objectNameProblem(name)).toBeNull()
  })
})
