import { describe, expect, it } from 'vitest'
import { type AdviceKind, type OperationFacts, operationAdvice } from './operation-advice.ts'

function facts(change: Partial<OperationFacts>): OperationFacts {
  return {
    status: 'failed',
    issuer: 'DigiCert',
    cancellationRequested: false,
    error: null,
    ...change,
  }
}

const issuerError = 'Certificate issuer error'
const rejected = 'Request rejected'

describe('operationAdvice', () => {
  it.each<[AdviceKind, string, Partial<OperationFacts>]>([
    ['sign-and-merge', 'you', { status: 'inProgress', issuer: 'Unknown' }],
    ['wait-for-vault', 'the vault', { status: 'inProgress', issuer: 'Self' }],
    ['wait-for-ca', 'DigiCert', { status: 'inProgress' }],
    ['cancelling', 'DigiCert', { status: 'inProgress', cancellationRequested: true }],
    ['cancelled', 'you', { status: 'cancelled' }],
    ['completed', 'nobody', { status: 'completed' }],
    ['failed', 'you', {}],
  ])('%s waits for %s', (kind, waitsFor, change) => {
    expect(operationAdvice(facts(change))).toMatchObject({ kind, waitsFor })
  })

  // What the simulated CAs answer, and what is known of the real ones.
  it.each<[AdviceKind, string, string]>([
    [
      'domain-not-validated',
      rejected,
      'The domain of www.foreign.example has not been validated for the account contoso.',
    ],
    [
      'wrong-credential',
      issuerError,
      'GlobalSign did not accept the account contoso-7731 with the password of the issuer.',
    ],
    [
      'organization-unknown',
      issuerError,
      'DigiCert does not know the organization 1 in the account contoso.',
    ],
    [
      'administrator-missing',
      issuerError,
      'GlobalSign needs the first name, last name, e-mail address and telephone number of an administrator.',
    ],
    ['ca-unreachable', issuerError, 'DigiCert could not be reached. Try again later.'],
    [
      'csr-used-before',
      issuerError,
      'The CSR used to get your certificate has already been used. Please try to generate a new certificate with a new CSR.',
    ],
    ['product-unknown', rejected, 'DigiCert has no product DV-SSL: order OV-SSL or EV-SSL.'],
    [
      'key-refused',
      rejected,
      'The key is of a kind that browsers do not trust: use RSA, P-256, P-384 or P-521.',
    ],
    [
      'key-refused',
      rejected,
      'The request lacks the extended key usage 1.3.6.1.5.5.7.3.1 of TLS servers.',
    ],
    [
      'name-refused',
      rejected,
      'EV-SSL certificates have no wildcard names such as *.contoso.example.',
    ],
    ['name-refused', rejected, 'The request has no DNS name.'],
    ['issuer-missing', issuerError, 'The issuer inside is disabled.'],
    ['rejected', rejected, 'An auditor said no.'],
    ['failed', 'InternalError', 'Something else.'],
  ])('reads %s from “%s: %s”', (kind, code, message) => {
    const advice = operationAdvice(facts({ error: { code, message } }))
    expect(advice.kind).toBe(kind)
    expect(`${advice.title} ${advice.nextStep}`).not.toMatch(/[{}]|undefined/)
  })

  it('never offers the same order again while one is in progress', () => {
    for (const issuer of ['Self', 'Unknown', 'DigiCert', null]) {
      expect(operationAdvice(facts({ status: 'inProgress', issuer })).retry).toBe('no')
    }
  })
})
