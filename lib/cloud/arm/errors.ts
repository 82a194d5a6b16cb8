import type { ArmCaller } from './call.ts'

/**
 * An error of the management plane as the wire shows it: `{"error":{"code","message"}}`. Anything
 * else that is thrown becomes a 500 without details.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/common-deployment-errors
 */
export class ArmError extends Error {
  override readonly name = 'ArmError'
  readonly status: number
  readonly code: string
  /** Headers that only this answer carries, for example the challenge. */
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
  }
}

export function errorBody(error: ArmError): object {
  return { error: { code: error.code, message: error.message } }
}

export function authorizationFailed(
  client: string,
  objectId: string,
  action: string,
  scope: string,
) {
  return new ArmError(
    403,
    'AuthorizationFailed',
    `The client '${client}' with object id '${objectId}' does not have authorization to perform ` +
      `action '${action}' over scope '${scope}' or the scope is invalid. If access was recently ` +
      'granted, please refresh your credentials.',
  )
}

/**
 * The caller may change the one resource, but not tie it to the other.
 * @see https://learn.microsoft.com/azure/role-based-access-control/troubleshooting
 */
export function linkedAuthorizationFailed(
  caller: ArmCaller,
  action: string,
  scope: string,
  linkedAction: string,
  linkedScope: string,
): ArmError {
  return new ArmError(
    403,
    'LinkedAuthorizationFailed',
    `The client '${caller.client}' with object id '${caller.claims.oid}' has permission to perform ` +
      `action '${action}' on scope '${scope}'; however, it does not have permission to perform ` +
      `action '${linkedAction}' on the linked scope(s) '${linkedScope}' or the linked scope(s) are ` +
      'invalid.',
  )
}

export function subscriptionNotFound(id: string): ArmError {
  return new ArmError(404, 'SubscriptionNotFound', `The subscription '${id}' could not be found.`)
}

export function resourceGroupNotFound(name: string): ArmError {
  return new ArmError(404, 'ResourceGroupNotFound', `Resource group '${name}' could not be found.`)
}

export function resourceNotFound(type: string, name: string, resourceGroup: string): ArmError {
  return new ArmError(
    404,
    'ResourceNotFound',
    `The Resource '${type}/${name}' under resource group '${resourceGroup}' was not found. For more ` +
      'details please go to https://aka.ms/ARMResourceNotFoundFix',
  )
}

/** The namespace is known, the type in it is not, or not under this api-version. */
export function invalidResourceType(type: string, namespace: string, version: string): ArmError {
  return new ArmError(
    404,
    'InvalidResourceType',
    `The resource type '${type}' could not be found in the namespace '${namespace}' for api version ` +
      `'${version}'.`,
  )
}

/** Part of the service that this cloud does not play; each has a line in DIVERGENCES.md. */
export function notImplemented(what: string): ArmError {
  return new ArmError(
    501,
    'NotImplemented',
    `The embedded cloud does not implement ${what}. See lib/cloud/DIVERGENCES.md.`,
  )
}
