import { createHttpHeaders, createPipelineRequest, RestError } from '@azure/core-rest-pipeline'
import { describe, expect, it } from 'vitest'
import { failureOf } from '#lib/domain/failure-error.ts'
import { type CallContext, toFailure } from './errors.ts'

const write: CallContext = {
  plane: 'management',
  right: 'Microsoft.KeyVault/vaults/write',
  vault: 'contoso-web',
  object: 'the vault contoso-web',
}

function told(status: number, code: string, message: string, context = write) {
  const request = createPipelineRequest({ url: 'https://management.azure.com/x' })
  const body = JSON.stringify({ error: { code, message } })
  const headers = createHttpHeaders()
  const response = { status, headers, request, bodyAsText: body }
  return failureOf(
    toFailure(new RestError('x', { statusCode: status, request, response }), context),
  )
}

describe('what Resource Manager says about vaults', () => {
  it.each([
    [400, 'VaultNameNotValid', '', 'invalid-input', 'Azure does not accept this name'],
    [409, 'VaultAlreadyExists', '', 'conflict', 'The name is taken'],
    [
      409,
      'ConflictError',
      'A vault with the same name already exists in deleted state.',
      'name-deleted',
      'The name is held by a deleted vault',
    ],
    [
      409,
      'MethodNotAllowed',
      "Operation 'DeletedVaultPurge' is not allowed.",
      'forbidden',
      'Purge protection forbids this',
    ],
    [404, 'ResourceGroupNotFound', '', 'not-found', 'There is no such resource group'],
    [
      409,
      'Conflict',
      "Data sink '/subscriptions/s' is already used in diagnostic setting 'old' for category 'AuditEvent'.",
      'conflict',
      'The log goes there already',
    ],
    [409, 'ScopeLocked', '', 'conflict', 'A lock forbids this'],
    [
      403,
      'LinkedAuthorizationFailed',
      '',
      'forbidden-rbac',
      'You lack a right on something that this names',
    ],
    [
      400,
      'SubnetsHaveNoServiceEndpointsConfigured',
      '',
      'conflict',
      'A subnet has no service endpoint for Key Vault',
    ],
    [
      403,
      'RequestDisallowedByPolicy',
      "Resource 'kv' was disallowed by policy.",
      'forbidden',
      'A policy of your company forbids this',
    ],
    [
      403,
      'AuthorizationFailed',
      "does not have authorization to perform action 'Microsoft.KeyVault/vaults/write' over scope",
      'forbidden-rbac',
      'You may not change the vault contoso-web',
    ],
  ])('%i %s', (status, code, message, expected, title) => {
    expect(told(status, code, message)).toMatchObject({
      code: expected,
      title,
      plane: 'management',
      right: 'Microsoft.KeyVault/vaults/write',
    })
  })

  it('is not said of the data plane', () => {
    const data: CallContext = { ...write, plane: 'data', right: 'certificates/create' }
    expect(told(409, 'VaultAlreadyExists', '', data)?.title).not.toBe('The name is taken')
  })
})
