import 'server-only'
import { type CallContext, type ServiceError, type Words, words } from './error-words.ts'
import { roleWords } from './role-words.ts'

/**
 * What Resource Manager says about vaults and nothing else says; null for what is told as everywhere. The
 * codes and words are those of recorded traffic.
 */
export function managementWords(
  status: number,
  body: ServiceError,
  context: CallContext,
): Words | null {
  if (context.plane !== 'management') return null
  const { code, message } = body
  const { vault } = context
  const aboutRoles = roleWords(body, context)
  if (aboutRoles !== null) return aboutRoles
  const name = vault ?? 'this vault'
  if (code === 'VaultNameNotValid') {
    return atField('name', 'invalid-input', 400, 'Azure does not accept this name', nameRule)
  }
  if (code === 'VaultAlreadyExists') {
    return atField(
      'name',
      'conflict',
      409,
      'The name is taken',
      `Another vault in Azure is called ${name}, or one that was deleted and is not purged yet.`,
    )
  }
  if (code === 'ConflictError' && /deleted state/i.test(message)) {
    return atField(
      'name',
      'name-deleted',
      409,
      'The name is held by a deleted vault',
      `${name} was deleted and can still be recovered. Recover it, purge it, or choose another name.`,
    )
  }
  if (code === 'MethodNotAllowed' && /purge/i.test(message)) {
    return words(
      'forbidden',
      403,
      'Purge protection forbids this',
      `Azure keeps ${name} and all it holds until its retention ends; nobody can shorten that.`,
      'Wait until the date shown, or recover it.',
    )
  }
  if (code === 'DeletedVaultNotFound') {
    return words(
      'not-found',
      404,
      'It is not among the deleted vaults any more',
      `${name} was recovered or purged meanwhile.`,
      'Look at the list of vaults again.',
    )
  }
  if (code === 'ResourceGroupNotFound') {
    return {
      ...words(
        'not-found',
        404,
        'There is no such resource group',
        'It was deleted, or never existed in this subscription.',
        'A vault comes back only into the group it was in: make that group again, or choose another for a new vault.',
      ),
      fields: { resourceGroup: ['There is no such resource group in this subscription.'] },
    }
  }
  if (code === 'LinkedAuthorizationFailed') {
    // Whoever writes rules must be allowed to join each subnet that they name, also those that stay.
    // https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---unable-to-assign-a-role-using-a-service-principal
    const right = /action '([\w./]+)' on the linked scope/.exec(message)?.[1]
    return {
      ...words(
        'forbidden-rbac',
        403,
        'You lack a right on something that this names',
        right === undefined
          ? 'Azure wants a right on each resource that the change names, also on those that stay as they are.'
          : `Azure wants ${right} on each resource that the change names, also on those that stay as they are.`,
        'Ask an owner of that resource, such as the network, for a role that has this right.',
      ),
      ...(right === undefined ? {} : { right }),
    }
  }
  if (code === 'SubnetsHaveNoServiceEndpointsConfigured') {
    return words(
      'conflict',
      409,
      'A subnet has no service endpoint for Key Vault',
      'Azure takes a rule for a subnet once the subnet has the service endpoint Microsoft.KeyVault.',
      'Choose the subnet again to enable its endpoint, or leave it out.',
    )
  }
  // https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings#troubleshooting
  const sinkUsedBy = /data sink .* already used in diagnostic setting '([^']+)'/i.exec(message)?.[1]
  if (sinkUsedBy !== undefined) {
    return atField(
      'workspaceId',
      'conflict',
      409,
      'The log goes there already',
      `${name} sends it to this workspace by its setting ${sinkUsedBy}.`,
    )
  }
  if (/LockedBy|ScopeLocked/i.test(code)) {
    return words(
      'conflict',
      409,
      'A lock forbids this',
      `A management lock on ${name} or above it protects it.`,
      'Ask an owner of the resource group to take the lock away first.',
    )
  }
  if (code === 'RequestDisallowedByPolicy' || status === 412) {
    return words(
      'forbidden',
      403,
      'A policy of your company forbids this',
      message.replaceAll(/\s+/g, ' ').trim().slice(0, 500),
      'Change the settings so that the Azure Policy allows them, or ask who manages it.',
    )
  }
  return null
}

export const nameRule =
  'Use 3 to 24 letters, digits and single hyphens; begin with a letter, end with a letter or digit.'

function atField(
  field: string,
  code: Words['code'],
  status: number,
  title: string,
  detail: string,
): Words {
  return {
    ...words(code, status, title, detail, 'Correct the marked field and send it again.'),
    fields: { [field]: [detail] },
  }
}
