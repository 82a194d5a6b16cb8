/**
 * An error of the data plane as the wire shows it: `{"error":{"code","message","innererror"}}`.
 * Thrown anywhere in the pipeline and rendered in one place. Anything else that is thrown becomes
 * a 500 without details.
 */
export class VaultError extends Error {
  override readonly name = 'VaultError'
  readonly status: number
  readonly code: string
  readonly inner: string | null
  /** Headers that only this answer carries, for example the challenge. */
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: string,
    message: string,
    options: { inner?: string; headers?: Record<string, string> } = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.inner = options.inner ?? null
    this.headers = options.headers ?? {}
  }
}

/** The body of an error answer. `innererror` only where the service has one. */
export function errorBody(error: VaultError): object {
  return {
    error: {
      code: error.code,
      message: error.message,
      ...(error.inner === null ? {} : { innererror: { code: error.inner } }),
    },
  }
}

/** The three kinds of objects, with the words of the service's messages. */
export type ObjectKind = 'certificate' | 'key' | 'secret'

const titles = { certificate: 'Certificate', key: 'Key', secret: 'Secret' } as const

export function badParameter(message: string): VaultError {
  return new VaultError(400, 'BadParameter', message)
}

/** The service's answer to a body that fails its schema; it names no member (recorded traffic). */
export function invalidProperty(): VaultError {
  return badParameter('Property  has invalid value\r\n')
}

export function notFound(kind: ObjectKind, id: string): VaultError {
  return new VaultError(
    404,
    `${titles[kind]}NotFound`,
    `A ${kind} with (name/id) ${id} was not found in this key vault. If you recently deleted this ` +
      `${kind} you may be able to recover it using the correct recovery command. For help resolving ` +
      'this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182',
  )
}

export function deletedNotFound(kind: ObjectKind, name: string): VaultError {
  return new VaultError(
    404,
    `${titles[kind]}NotFound`,
    `Deleted ${titles[kind]} not found: ${name}`,
  )
}

export function pendingNotFound(name: string): VaultError {
  return new VaultError(404, 'PendingCertificateNotFound', `Pending certificate not found: ${name}`)
}

export function issuerNotFound(): VaultError {
  return new VaultError(404, 'CertificateIssuerNotFound', 'Issuer not found')
}

export function contactsNotFound(): VaultError {
  return new VaultError(404, 'ContactsNotFound', 'Contacts not found')
}

export function nameIsDeleted(kind: ObjectKind, name: string): VaultError {
  return new VaultError(
    409,
    'Conflict',
    `${titles[kind]} ${name} is currently in a deleted but recoverable state, and its name cannot ` +
      `be reused; in this state, the ${kind} can only be recovered or purged.`,
    { inner: 'ObjectIsDeletedButRecoverable' },
  )
}

export function conflict(message: string): VaultError {
  return new VaultError(409, 'Conflict', message)
}

export function pendingInProgress(): VaultError {
  return conflict(
    "A new key vault certificate can not be created or imported while a pending key vault certificate's " +
      'status is inProgress.',
  )
}

export function forbidden(message: string, inner?: string): VaultError {
  return new VaultError(403, 'Forbidden', message, inner === undefined ? {} : { inner })
}

/** A write to the key or secret that belongs to a certificate. */
export function managedByKeyVault(kind: 'key' | 'secret', operation: string): VaultError {
  return forbidden(
    `Operation "${operation}" is not allowed as this object's lifetime is managed by Key Vault.`,
    `${titles[kind]}ManagedByKeyVault`,
  )
}

export function disabled(kind: 'key' | 'secret', operation: string): VaultError {
  return forbidden(
    `Operation ${operation} is not allowed on a disabled ${kind}.`,
    `${titles[kind]}Disabled`,
  )
}

/** A method and path that the data plane does not have. */
export function unknownOperation(method: string): VaultError {
  return badParameter(`Method ${method} does not allow operation on this resource.`)
}
