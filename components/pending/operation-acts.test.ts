import { describe, expect, it } from 'vitest'
import { actionsOf, fixOf } from './operation-acts.ts'

const base = { status: 'inProgress', issuer: 'Unknown', cancellationRequested: false } as const

describe('actionsOf', () => {
  it.each([
    ['a request', base, true, ['cancel', 'delete']],
    ['an order at a CA', { ...base, issuer: 'DigiCert' }, false, ['cancel', 'delete']],
    ['one that is stopping', { ...base, cancellationRequested: true }, false, ['delete']],
    ['a failed one', { ...base, status: 'failed' }, false, ['retry', 'delete']],
    ['a cancelled one', { ...base, status: 'cancelled' }, false, ['retry', 'delete']],
  ] as const)('offers for %s what the vault would take', (_what, operation, merge, acts) => {
    const offered = actionsOf(operation)
    expect(offered.merge).toBe(merge)
    expect(offered.acts.map(({ act }) => act)).toEqual(acts)
  })
})

describe('fixOf', () => {
  const failed = (message: string) =>
    fixOf('v', 'www', {
      status: 'failed',
      issuer: 'DigiCert',
      cancellationRequested: false,
      error: { code: 'Request rejected', message },
    })

  it.each([
    ['DigiCert did not accept the account a with the password.', '/ops/vaults/v/issuers/DigiCert'],
    ['The request has no DNS name.', '/ops/vaults/v/certificates/www/policy'],
    ['The domain of a.example has not been validated for the account.', undefined],
  ])('leads from “%s” to where it is mended', (message, href) => {
    expect(failed(message)?.href).toBe(href)
  })
})
