import { describe, expect, it } from 'vitest'
import { issuerChangeWrite, newIssuerWrite } from './issuer-write.ts'

const secret = 'never in the code'

describe('an issuer as code', () => {
  it('keeps its credential to itself', () => {
    const values = {
      name: 'digicert',
      provider: 'DigiCert',
      accountId: '4711',
      credential: secret,
      organizationId: '815',
      administrators: [],
      enabled: true,
    }
    const write = newIssuerWrite('contoso-prod', values)
    expect(write).toMatchObject({ issuer: 'digicert', settings: { credential: 'API key' } })
    expect(JSON.stringify(write)).not.toContain(secret)
  })

  it('says of a new credential that there is one', () => {
    const issuer = { vault: 'contoso-prod', name: 'gs', provider: 'GlobalSign' }
    const write = issuerChangeWrite(issuer, { credential: secret, enabled: false })
    expect(write).toMatchObject({
      credential: 'Password',
      change: { newCredential: true, enabled: false },
    })
    expect(JSON.stringify(write)).not.toContain(secret)
    expect(issuerChangeWrite(issuer, { enabled: true })).toMatchObject({
      change: { newCredential: false },
    })
  })
})
