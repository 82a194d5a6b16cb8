import { describe, expect, it } from 'vitest'
import { objectNameProblem, suggestObjectName } from './object-name.ts'

describe('objectNameProblem', () => {
  it.each(['a', 'www', 'API-Gateway-2', '1', '-', 'x'.repeat(127)])('accepts %s', (name) => {
    expect(objectNameProblem(name)).toBeNull()
  })

  it.each([
    ['', 'Give the certificate a name.'],
    ['my cert', 'A name cannot contain spaces. Use hyphens instead: my-cert'],
    [' www', 'Remove the space before or after the name.'],
    ['www.contoso.com', 'A name cannot contain dots. Use hyphens instead: www-contoso-com'],
    ['my_cert', 'A name can hold letters a–z, digits and hyphens only. Remove “_”.'],
    ['straße', 'A name can hold letters a–z, digits and hyphens only. Remove “ß”.'],
    ['a/b', 'A name can hold letters a–z, digits and hyphens only. Remove “/”.'],
    ['🔒', 'A name can hold letters a–z, digits and hyphens only. Remove “🔒”.'],
    ['x'.repeat(128), 'A name can have at most 127 characters. This one has 128.'],
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
