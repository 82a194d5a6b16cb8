import { describe, expect, it } from 'vitest'
import { officialOperationOf, officialOperations } from './official-api.ts'
import { contradictions } from './official-schemas.ts'

const vault = 'https://kv.vault.azure.net'
const arm = 'https://management.azure.com'
const group = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault'

it('knows every operation of the four descriptions', () => {
  const count = (area: string) => officialOperations.filter((one) => one.area === area).length
  expect(['certificates', 'keys', 'secrets', 'vaults'].map(count)).toEqual([27, 27, 12, 48])
})

describe('a request means', () => {
  it.each([
    ['GET', `${vault}/certificates/a?api-version=7.6`, 'GetCertificate'],
    ['GET', `${vault}//certificates/a/`, 'GetCertificate'],
    ['GET', `${vault}/certificates/a/versions`, 'GetCertificateVersions'],
    ['GET', `${vault}/certificates/contacts`, 'GetCertificateContacts'],
    ['GET', `${vault}/certificates/issuers/x`, 'GetCertificateIssuer'],
    ['PATCH', `${vault}/secrets/a`, 'UpdateSecret'],
    ['POST', `${vault}/keys/a/0123456789abcdef0123456789abcdef/sign`, 'sign'],
    ['GET', `${arm}${group}/vaults/kv`, 'Vaults_Get'],
    ['get', `${vault}/certificates/a`, undefined],
    ['GET', `${vault}/nothing`, undefined],
    ['GET', `${arm}/certificates/a`, undefined],
  ])('%s %s: %s', (method, url, id) => {
    expect(officialOperationOf(method, new URL(url))?.id).toBe(id)
  })
})

describe('an answer', () => {
  const secret = { method: 'GET', url: `${vault}/secrets/a?api-version=7.6` }
  const list = { method: 'GET', url: `${vault}/secrets?api-version=7.6` }
  it.each([
    [secret, 200, { id: 'x', value: 'v', attributes: { enabled: true, created: 1 } }, []],
    [secret, 200, { attributes: { enabled: 'yes' } }, ['/attributes/enabled must be boolean']],
    [
      secret,
      200,
      { attributes: { created: 1.5 } },
      ['/attributes/created must be integer', '/attributes/created must match format'],
    ],
    [secret, 404, { error: { code: 'SecretNotFound', message: 'm' } }, []],
    [secret, 404, { error: 'gone' }, ['/error must be object']],
    [secret, 200, undefined, ['the body is missing']],
    [secret, 202, {}, ['no such answer is described']],
    [list, 200, { value: [], nextLink: null }, []],
    [list, 200, { value: {}, nextLink: null }, ['/value must be array']],
    [
      { method: 'GET', url: `${vault}/keys/k` },
      200,
      { key: { kty: 'RSA', n: 'a+b/' } },
      ['/key/n must match format "base64url"'],
    ],
  ])('%j %i %j: %j', (request, status, body, wanted) => {
    const found = contradictions(request, { status, body })
    expect(found).toHaveLength(wanted.length)
    for (const [at, part] of wanted.entries()) expect(found[at]).toContain(part)
  })
})
