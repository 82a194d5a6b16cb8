import { describe, expect, it } from 'vitest'
import type { ImportPreviewEntry } from '#lib/features/certificates/schema.ts'
import {
  checkImport,
  emptyImportValues,
  fileProblem,
  importFieldOf,
  suggestImportName,
} from './import-model.ts'

describe('fileProblem', () => {
  it.each([
    [null, 'Choose a PFX or PEM file.'],
    [{ size: 0 }, 'This file is empty.'],
    [
      { size: 10_485_760 },
      'This file has 10 MB. A certificate with its key and chain is far smaller; the limit is 524 kB.',
    ],
    [{ size: 524_288 }, null],
    [{ size: 1 }, null],
  ])('%j', (file, problem) => {
    expect(fileProblem(file)).toBe(problem)
  })
})

describe('checkImport', () => {
  it('names each field that is wrong', () => {
    expect(checkImport({ ...emptyImportValues, name: 'www' })).toEqual({})
    expect(
      checkImport({ ...emptyImportValues, name: 'my cert', tags: [{ key: '', value: 'x' }] }),
    ).toEqual({
      name: 'Letters a–z, digits and hyphens only: no spaces. For example: my-cert',
      tags: '= x: Give the tag a name, or remove it.',
    })
  })
})

describe('importFieldOf', () => {
  it.each([
    ['file', 'file'],
    ['entry', 'file'],
    ['password', 'password'],
    ['tags.env', 'tags'],
    ['vault', null],
    ['__proto__', null],
  ])('%s belongs to %s', (path, field) => {
    expect(importFieldOf(path)).toBe(field)
  })
})

describe('suggestImportName', () => {
  const entry = (commonName: string | null, dns: string[], friendlyName: string | null) => {
    const leaf = {
      subject: '',
      issuer: '',
      commonName,
      serialNumber: '01',
      notBefore: '2026-01-01T00:00:00Z',
      notAfter: '2027-01-01T00:00:00Z',
      key: 'RSA 2048',
      signatureAlgorithm: '',
      names: { dns, emails: [], upns: [], ips: [], uris: [] },
      keyUsage: null,
      validation: null,
      extendedKeyUsage: [],
      basicConstraints: null,
      subjectKeyId: null,
      authorityKeyId: null,
      sha1: '',
      sha256: '',
      keySha256: '',
      selfIssued: false,
    }
    return { index: 0, friendlyName, chain: [leaf], complete: true } satisfies ImportPreviewEntry
  }

  it.each([
    ['shop.contoso.com', ['x.com'], 'Friendly', 'shop-contoso-com'],
    [null, ['*.contoso.com'], 'Friendly', 'wildcard-contoso-com'],
    [null, [], 'My PFX', 'My-PFX'],
    [null, [], null, ''],
  ])('%s, %j, %s gives %j', (commonName, dns, friendlyName, name) => {
    expect(suggestImportName(entry(commonName, dns, friendlyName))).toBe(name)
  })
})
