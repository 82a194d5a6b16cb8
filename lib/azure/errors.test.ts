import { createHttpHeaders, createPipelineRequest, RestError } from '@azure/core-rest-pipeline'
import { describe, expect, it } from 'vitest'
import { FailureError } from '#lib/domain/failure-error.ts'
import { HostRefused } from './clouds.ts'
import { type CallContext, toFailure } from './errors.ts'
import { TransportError } from './transport.ts'

const data: CallContext = {
  plane: 'data',
  right: 'certificates/import',
  vault: 'contoso-prod',
  object: 'the certificate “www”',
}
const management: CallContext = {
  plane: 'management',
  right: 'Microsoft.KeyVault/vaults/read',
  vault: null,
  object: 'the vaults of the subscription',
}

function answer(status: number, body: string, headers: Record<string, string> = {}): RestError {
  const request = createPipelineRequest({ url: 'https://contoso-prod.vault.azure.net/x' })
  return new RestError('canary', {
    statusCode: status,
    request,
    response: { status, headers: createHttpHeaders(headers), request, bodyAsText: body },
  })
}

function service(status: number, code: string, message: string, inner?: string): RestError {
  const innererror = inner === undefined ? {} : { innererror: { code: inner } }
  return answer(status, JSON.stringify({ error: { code, message, ...innererror } }))
}

function failureOf(error: unknown, context: CallContext = data) {
  const result = toFailure(error, context)
  if (!(result instanceof FailureError)) throw new Error('not translated', { cause: result })
  return result.failure
}

describe('toFailure', () => {
  // Codes and messages as the service writes them; see the protocol reference.
  it.each([
    [
      'signed-out',
      401,
      service(401, 'Unauthorized', 'AKV10000: Request is missing a Bearer or PoP token.'),
    ],
    [
      'forbidden',
      403,
      service(
        401,
        'Unauthorized',
        'AKV10032: Invalid issuer. Expected one of https://sts.windows.net/t1/, found x.',
      ),
    ],
    [
      'forbidden-policy',
      403,
      service(
        403,
        'Forbidden',
        "The user … does not have secrets get permission on key vault 'kv'",
        'ForbiddenByPolicy',
      ),
    ],
    ['forbidden-policy', 403, service(403, 'Forbidden', 'Access denied', 'AccessDenied')],
    [
      'forbidden-rbac',
      403,
      service(
        403,
        'Forbidden',
        "Caller is not authorized…\r\nAction: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'",
        'ForbiddenByRbac',
      ),
    ],
    [
      'forbidden-firewall',
      403,
      service(403, 'Forbidden', 'Client address is not authorized', 'ForbiddenByFirewall'),
    ],
    [
      'forbidden-firewall',
      403,
      service(403, 'Forbidden', 'Public network access is disabled', 'ForbiddenByConnection'),
    ],
    [
      'disabled',
      403,
      service(
        403,
        'Forbidden',
        'Operation get is not allowed on a disabled secret.',
        'SecretDisabled',
      ),
    ],
    [
      'managed',
      403,
      service(403, 'Forbidden', 'Operation "delete" is not allowed', 'KeyManagedByKeyVault'),
    ],
    [
      'forbidden',
      403,
      service(
        403,
        'Forbidden',
        'Operation "purge" is not allowed because purge protection is enabled for this vault.',
      ),
    ],
    ['forbidden', 403, answer(403, '<html>blocked</html>')],
    [
      'not-found',
      404,
      service(404, 'CertificateNotFound', 'A certificate with (name/id) www was not found'),
    ],
    [
      'not-found',
      404,
      service(404, 'ResourceNotFound', "The Resource 'Microsoft.KeyVault/vaults/kv' …"),
    ],
    [
      'name-deleted',
      409,
      service(
        409,
        'Conflict',
        'Certificate www is currently in a deleted but recoverable state',
        'ObjectIsDeletedButRecoverable',
      ),
    ],
    [
      'being-deleted',
      409,
      service(409, 'Conflict', 'Certificate is currently being deleted.', 'ObjectIsBeingDeleted'),
    ],
    ['being-deleted', 409, service(409, 'Conflict', 'being recovered', 'ObjectIsBeingRecovered')],
    [
      'pending-in-progress',
      409,
      service(
        409,
        'Conflict',
        "A new key vault certificate can not be created or imported while a pending key vault certificate's status is inProgress.",
      ),
    ],
    ['conflict', 409, service(409, 'Conflict', 'There was a conflict restoring the key')],
    [
      'throttled',
      429,
      service(
        429,
        'Throttled',
        'Request was not processed because too many requests were received.',
      ),
    ],
    ['upstream', 502, service(500, 'InternalServerError', 'x')],
    ['upstream', 502, answer(503, '')],
    ['upstream', 502, answer(418, 'teapot')],
    [
      'invalid-input',
      400,
      service(400, 'BadParameter', 'The request URI contains an invalid name: my_secret'),
    ],
    ['timeout', 504, new TransportError('timeout')],
    ['unreachable', 503, new TransportError('unreachable')],
    ['upstream', 502, new HostRefused('x')],
    [
      'upstream',
      502,
      new Error("The challenge resource 'evil' does not match the requested domain."),
    ],
  ])('says %s, status %i', (code, status, error) => {
    const failure = failureOf(error)
    expect(failure).toMatchObject({ code, status, plane: 'data', vault: 'contoso-prod' })
    // Where the answer names the action, that is what is missing.
    const named = code === 'forbidden-rbac' && 'Microsoft.KeyVault/vaults/secrets/getSecret/action'
    expect(failure.right).toBe(named || 'certificates/import')
    // Words for people: whole sentences, never the SDK's message.
    expect(`${failure.title}. ${failure.detail} ${failure.nextStep}`).not.toMatch(
      /canary|undefined|\[object/,
    )
  })

  it.each([
    ['name', 'The request URI contains an invalid name: my_secret'],
    [
      'password',
      'The specified PKCS#12 X.509 certificate content can not be read. Please check if certificate is in valid PKCS#12 format.',
    ],
    [
      'file',
      'Private key is not specified in the specified X.509 PEM certificate content. Please specify private key in the X.509 PEM certificate content.',
    ],
    [
      'file',
      'The public key of the end-entity certificate in the specified X.509 certificate content does not match the public part of the specified private key. Please check if certificate is valid.',
    ],
  ])('puts the error at the field %s', (field, message) => {
    expect(Object.keys(failureOf(service(400, 'BadParameter', message)).fields ?? {})).toEqual([
      field,
    ])
  })

  it.each<[string, string, number, Error, RegExp]>([
    [
      'a foreign certificate',
      'invalid-input',
      400,
      service(
        400,
        'BadParameter',
        'The public key of the end-entity certificate in the specified X.509 certificate content does not match the public part of the specified private key. Please check if certificate is valid.',
      ),
      /key of the pending request/,
    ],
    [
      'x5c that is none',
      'invalid-input',
      400,
      service(
        400,
        'BadParameter',
        'The specified X.509 certificate content is in an unexpected format.',
      ),
      /cannot read/,
    ],
    [
      'an order at a CA',
      'pending-in-progress',
      403,
      service(
        403,
        'Forbidden',
        'Merge is forbidden on pending object created with issuer : DigiCert while it is in progess.',
      ),
      /ordered from DigiCert/,
    ],
  ])('explains a merge of %s', (_what, code, status, error, detail) => {
    expect(failureOf(error, { ...data, right: 'certificates/create' })).toMatchObject({
      code,
      status,
      detail: expect.stringMatching(detail),
    })
  })

  it('reads the error also in the form the SDKs rename it to', () => {
    const error = answer(409, '')
    error.details = {
      error: {
        code: 'Conflict',
        message: 'x',
        innerError: { code: 'ObjectIsDeletedButRecoverable' },
      },
    }
    expect(failureOf(error).code).toBe('name-deleted')
  })

  it('passes on the wait and the request id', () => {
    const error = answer(429, '', { 'retry-after': '7', 'x-ms-request-id': 'r-1' })
    expect(failureOf(error)).toMatchObject({ retryAfterSeconds: 7, requestId: 'r-1' })
  })

  it.each([
    ['certificates/get', false],
    ['certificates/list', false],
    ['secrets/get', false],
    ['Microsoft.KeyVault/vaults/read', false],
    ['Microsoft.KeyVault/vaults/write', true],
    ['certificates/create', true],
    ['certificates/import', true],
    ['certificates/update', true],
    ['certificates/delete', true],
    ['certificates/recover', true],
    ['certificates/purge', true],
  ])('doubts a change only where there may be one: %s, %s', (right, doubted) => {
    for (const kind of ['timeout', 'unreachable'] as const) {
      const { detail } = failureOf(new TransportError(kind), { ...data, right })
      expect(/whether a change was made/i.test(detail), kind).toBe(doubted)
    }
  })

  it.each([
    ['a vault', data, /^The vault contoso-prod/, /requests to a vault/],
    ['the list of vaults', management, /^Azure Resource Manager/, /Resource Manager/],
    [
      'the settings of a vault',
      { ...management, vault: 'contoso-prod' },
      /^Azure Resource Manager/,
      /Resource Manager/,
    ],
  ])('says whose limit was met: %s', (_, context, title, detail) => {
    const failure = failureOf(service(429, 'TooManyRequests', 'x'), context)
    expect(failure.title).toMatch(title)
    expect(failure.detail).toMatch(detail)
    expect(/requests to a vault/.test(failure.detail)).toBe(context.plane === 'data')
  })

  it('names the action of Resource Manager that is missing', () => {
    const failure = failureOf(
      service(
        403,
        'AuthorizationFailed',
        "The client 'x' does not have authorization to perform action 'Microsoft.KeyVault/vaults/write' over scope '/s'",
      ),
      management,
    )
    expect(failure).toMatchObject({ code: 'forbidden-rbac', plane: 'management' })
    expect(failure.detail).toContain('Microsoft.KeyVault/vaults/write')
  })

  it('leaves failures and defects as they are', () => {
    const defect = new TypeError('x is undefined')
    expect(toFailure(defect, data)).toBe(defect)
    const known = new FailureError(failureOf(new TransportError('timeout')))
    expect(toFailure(known, data)).toBe(known)
  })
})
