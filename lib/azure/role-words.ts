import 'server-only'
import { type CallContext, type ServiceError, type Words, words } from './error-words.ts'

/**
 * What Resource Manager says about role assignments and nothing else says; null for the rest.
 * https://learn.microsoft.com/azure/role-based-access-control/troubleshooting
 */
export function roleWords({ code }: ServiceError, { vault }: CallContext): Words | null {
  switch (code) {
    case 'RoleAssignmentExists':
      return words(
        'conflict',
        409,
        'It is assigned already',
        'This principal has this role over the same scope.',
        'Look at the list again: somebody may have added it meanwhile.',
      )
    case 'PrincipalNotFound':
      return atField(
        'principalId',
        'Nobody in this tenant has this object id. It may have been deleted, or be of another tenant; what was made a moment ago takes Azure some minutes.',
      )
    case 'UnmatchedPrincipalType':
    case 'InvalidPrincipalType':
      return atField('principalId', 'It is another kind of principal. Choose it again.')
    case 'RoleDefinitionDoesNotExist':
      return atField('roleId', 'This role is not there any more, or may not be assigned here.')
    case 'RoleAssignmentLimitExceeded':
      return words(
        'conflict',
        409,
        'The subscription has no room for more role assignments',
        'Azure keeps at most 4,000 of them in a subscription.',
        `Give the role to a group, or remove assignments that nobody needs on ${vault ?? 'it'}.`,
      )
    default:
      return null
  }
}

function atField(field: string, message: string): Words {
  return {
    ...words(
      'invalid-input',
      400,
      'Azure did not accept this',
      message,
      'Correct the marked field and send it again.',
    ),
    fields: { [field]: [message] },
  }
}
