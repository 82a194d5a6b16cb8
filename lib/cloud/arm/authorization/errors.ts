import { ArmError } from '../errors.ts'

/** @see https://learn.microsoft.com/azure/role-based-access-control/troubleshooting */
export function badFormat(): ArmError {
  return new ArmError(400, 'BadRequestFormat', 'The request was incorrectly formatted.')
}

export function roleNotFound(id: string): ArmError {
  return new ArmError(
    404,
    'RoleDefinitionDoesNotExist',
    `The specified role definition with ID '${id.replaceAll('-', '')}' does not exist.`,
  )
}

export function assignmentNotFound(id: string): ArmError {
  return new ArmError(404, 'RoleAssignmentNotFound', `The role assignment '${id}' is not found.`)
}

export function invalidFilter(filter: string): ArmError {
  return new ArmError(
    400,
    'UnsupportedQueryFilter',
    `The filter '${filter}' is not supported by this operation.`,
  )
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A name as a lower-case GUID, or null. */
export function guidOf(text: string): string | null {
  return guid.test(text) ? text.toLowerCase() : null
}
