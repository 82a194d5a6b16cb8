import { ArmError } from '../errors.ts'

/*
 * The refusals of the vaults' own provider, in its words. Misspellings are the service's.
 */

export function badRequest(message: string): ArmError {
  return new ArmError(400, 'BadRequest', message)
}

/** A member with a value that the service does not take. */
export function invalidValue(path: string, value: unknown): ArmError {
  const shown = typeof value === 'string' ? value : JSON.stringify(value)
  return badRequest(`Invalid value found at ${path}: ${shown.slice(0, 256)}`)
}

/** A member that is missing or malformed as a whole. */
export function invalidMember(name: string): ArmError {
  return badRequest(`An invalid value was provided for '${name}'.`)
}

export function nameNotValid(name: string): ArmError {
  return new ArmError(400, 'VaultNameNotValid', nameNotValidText(name))
}

export function nameNotValidText(name: string): string {
  return (
    `The vault name '${name}' is invalid. A vault's name must be between 3-24 alphanumeric ` +
    'characters. The name must begin with a letter, end with a letter or digit, and not contain ' +
    'consecutive hyphens. Follow this link for more information: ' +
    'https://go.microsoft.com/fwlink/?linkid=2147742'
  )
}

export function alreadyExists(name: string): ArmError {
  return new ArmError(409, 'VaultAlreadyExists', alreadyExistsText(name))
}

export function alreadyExistsText(name: string): string {
  return (
    `The vault name '${name}' is already in use. Vault names are globaly unique so it is possible ` +
    'that the name is already taken. If you are sure that the vault name was not taken then it is ' +
    'possible that a vault with the same name was recently deleted but not purged after being ' +
    'placed in a recoverable state. If the vault is in a recoverable state then the vault will need ' +
    'to be purged before reusing the name. For more information on soft delete and purging a vault ' +
    'follow this link https://go.microsoft.com/fwlink/?linkid=2147740.'
  )
}

export function deletedStateConflict(): ArmError {
  return new ArmError(
    409,
    'ConflictError',
    'A vault with the same name already exists in deleted state. You need to either recover or ' +
      'purge existing key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 ' +
      'for more information on soft delete.',
  )
}

export function purgeProtectionStays(): ArmError {
  return badRequest(
    'The property "enablePurgeProtection" cannot be set to false. Enabling the purge protection ' +
      'for a vault is an irreversible action.',
  )
}

export function softDeleteStays(): ArmError {
  return badRequest(
    'The property "enableSoftDelete" can be set to false only for creating new vault. Enabling the ' +
      "'soft delete' functionality is an irreversible action.",
  )
}

export function retentionStays(): ArmError {
  return badRequest(
    'The property "softDeleteRetentionInDays" has been set already and it can\'t be modified.',
  )
}

export function deletedVaultNotFound(name: string): ArmError {
  return new ArmError(
    404,
    'DeletedVaultNotFound',
    `The specified deleted vault '${name}' does not exist.`,
  )
}

export function purgeNotAllowed(): ArmError {
  return new ArmError(409, 'MethodNotAllowed', "Operation 'DeletedVaultPurge' is not allowed.")
}
