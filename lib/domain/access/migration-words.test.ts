import { describe, expect, it } from 'vitest'
import { codeBlocks } from '../show-as-code/snippets.ts'
import {
  changesByArea,
  daysUntilRetirement,
  inexpressibleWords,
  permissionModelCode,
} from './migration-words.ts'

const at = (iso: string) => daysUntilRetirement(Date.parse(iso))

it.each([
  ['2027-02-26T00:00:00Z', 1],
  ['2027-02-25T23:59:59Z', 2],
  ['2027-02-27T00:00:00Z', 0],
  ['2028-01-01T00:00:00Z', 0],
])('at %s the old versions have %i days left', (iso, days) => {
  expect(at(iso)).toBe(days)
})

describe('what cannot be said', () => {
  it('names the application where that is known', () => {
    const one = { what: 'application', applicationId: 'a' } as const
    expect(inexpressibleWords(one, 'petdash-web')).toMatch(/^Only through petdash-web:/)
    expect(inexpressibleWords(one, null)).toMatch(/^Only through the application a:/)
  })

  it('names the one object', () => {
    const scope =
      '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v/secrets/db'
    const one = { what: 'one-object', scope, role: 'Key Vault Secrets User' } as const
    expect(inexpressibleWords(one, null)).toContain(
      'Key Vault Secrets User over one object (secrets/db)',
    )
  })
})

it('changes stand by kind of object, those over some objects marked', () => {
  const line = { area: 'secrets', before: 'vault', after: 'none' } as const
  expect(
    changesByArea([
      { ...line, id: 'a', label: 'list secrets' },
      { ...line, id: 'b', label: 'read a secret’s value', after: 'objects' },
      { ...line, id: 'c', label: 'sign with a key', area: 'keys' },
    ]),
  ).toEqual([
    ['keys', 'sign with a key'],
    ['secrets', 'list secrets, read a secret’s value (some objects)'],
  ])
})

it('the switch sends nothing but itself', () => {
  const write = permissionModelCode('/subscriptions/s/x', 'access-policies')
  expect(write.request.body).toEqual({ properties: { enableRbacAuthorization: false } })
  const [az] = codeBlocks('az', [write], { vaultSuffix: '.vault.azure.net' })
  expect(az?.code).toContain('az rest')
})
