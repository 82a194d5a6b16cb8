import { ConditionError } from './tokens.ts'

/** What a role assignment is, to conditions. */
export interface AssignmentAttributes {
  roleDefinitionId: string
  principalId: string
  principalType: string
}

/** What a condition is asked about. */
export interface ConditionSubject {
  action: string
  /** The assignment that a request would make. */
  request?: AssignmentAttributes
  /** The assignment that is there. */
  resource?: AssignmentAttributes
}

const prefix = 'microsoft.authorization/roleassignments:'

const members: Record<string, (attributes: AssignmentAttributes) => string> = {
  roledefinitionid: (attributes) => attributes.roleDefinitionId,
  principalid: (attributes) => attributes.principalId,
  principaltype: (attributes) => attributes.principalType,
}

/**
 * Reads `@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]` and the like; null when
 * the call has no such thing. Key Vault offers no attributes to conditions, so these are all.
 * @throws ConditionError
 * @see https://learn.microsoft.com/azure/role-based-access-control/conditions-authorization-actions-attributes
 */
export function attributeReader(text: string): (subject: ConditionSubject) => string | null {
  const [, source = '', name = ''] = /^@(\w+)\[(.*)\]$/.exec(text.toLowerCase()) ?? []
  const read = name.startsWith(prefix) ? members[name.slice(prefix.length)] : undefined
  if (!read) throw new ConditionError(`The attribute '${text}' is not supported.`)
  switch (source) {
    case 'request':
      return ({ request }) => (request ? read(request) : null)
    case 'resource':
      return ({ resource }) => (resource ? read(resource) : null)
    default:
      throw new ConditionError(`The attribute source '@${source}' is not supported.`)
  }
}
