import 'server-only'
import { isRestError, type RestError } from '@azure/core-rest-pipeline'
import type { Failure, FailureCode, Plane } from '#lib/domain/failure.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { HostRefused } from './clouds.ts'
import { retryAfterMs, TransportError } from './transport.ts'

/** What was being done when it failed: the words and the right that the user needs to hear. */
export interface CallContext {
  readonly plane: Plane
  /** As Azure spells it: `certificates/import`, `Microsoft.KeyVault/vaults/read`. */
  readonly right: string
  /** Null for calls that concern no single vault. */
  readonly vault: string | null
  /** What it was about: `the certificate “www”`. Stands in a sentence. */
  readonly object: string
}

/** Runs one call to Azure; whatever it throws comes out as `FailureError`. */
export async function translated<T>(context: CallContext, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw toFailure(error, context)
  }
}

/**
 * The one translator from what the Azure SDKs throw to our codes and words. Errors that are none of the
 * SDKs' are returned as they are: they are defects, or failures already.
 */
export function toFailure(error: unknown, context: CallContext): unknown {
  if (error instanceof FailureError) return error
  const failure = read(error, context)
  return failure === null ? error : new FailureError(failure, { cause: error })
}

type Words = Pick<Failure, 'code' | 'status' | 'title' | 'detail' | 'nextStep'> & {
  readonly fields?: NonNullable<Failure['fields']>
}

function words(
  code: FailureCode,
  status: number,
  title: string,
  detail: string,
  nextStep: string,
): Words {
  return { code, status, title, detail, nextStep }
}

function read(error: unknown, context: CallContext): Failure | null {
  const base = {
    plane: context.plane,
    right: context.right,
    ...(context.vault === null ? {} : { vault: context.vault }),
  }
  const where = context.vault === null ? 'Azure Resource Manager' : `The vault ${context.vault}`
  if (error instanceof TransportError) return { ...noAnswer(error.kind, where), ...base }
  if (error instanceof HostRefused) {
    return {
      ...words(
        'upstream',
        502,
        'An answer led outside Azure',
        `${where} pointed to an address that does not belong to the configured cloud; nothing was sent there.`,
        'Tell whoever runs this console; this should never happen.',
      ),
      ...base,
    }
  }
  if (!isRestError(error) || error.statusCode === undefined) return unknownShape(error, where, base)
  const seconds = retryAfterMs(error.response?.headers.get('retry-after'))
  const requestId = error.response?.headers.get('x-ms-request-id')
  return {
    ...byStatus(error, error.statusCode, readBody(error), where, context),
    ...base,
    ...(seconds === null ? {} : { retryAfterSeconds: Math.ceil(seconds / 1000) }),
    ...(requestId === undefined ? {} : { requestId }),
  }
}

function unknownShape(error: unknown, where: string, base: object): Failure | null {
  if (isRestError(error)) return { ...noAnswer('unreachable', where), ...base }
  // The SDK checks the challenge before it asks for a token, and throws a plain Error.
  if (error instanceof Error && /^The challenge /.test(error.message)) {
    return {
      ...words(
        'upstream',
        502,
        'The vault asked for a sign-in of another cloud',
        `${where} named a resource that it does not belong to; no token was sent.`,
        'Check AZURE_CLOUD in the settings of the console.',
      ),
      ...base,
    }
  }
  return null
}

function noAnswer(kind: TransportError['kind'], where: string): Words {
  return kind === 'timeout'
    ? words(
        'timeout',
        504,
        `${where} is slow to answer`,
        'No answer came in time. Whether a change was made is not known.',
        'Wait a moment. The page tries again by itself.',
      )
    : words(
        'unreachable',
        503,
        `${where} cannot be reached`,
        'The connection was refused or broke off.',
        'Check the network between the console and Azure. The page tries again by itself.',
      )
}

interface ServiceError {
  readonly code: string
  readonly inner: string
  readonly message: string
}

/**
 * Reads `{"error":{"code","message","innererror":{"code"}}}`: the SDKs hand it on as `details`, renamed to
 * camel case, and only sometimes as text. Members are empty when it is something else.
 */
function readBody(error: RestError): ServiceError {
  const main = member(error.details, 'error') ?? member(parse(error.response?.bodyAsText), 'error')
  const inner = member(main, 'innerError') ?? member(main, 'innererror')
  return {
    code: text(member(main, 'code')),
    inner: text(member(inner, 'code')),
    message: text(member(main, 'message')),
  }
}

function parse(json: string | null | undefined): unknown {
  try {
    return JSON.parse(json ?? '')
  } catch {
    // A gateway on the way answers HTML; then only the status speaks.
    return null
  }
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([key]) => key === name)?.[1]
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function byStatus(
  error: RestError,
  status: number,
  body: ServiceError,
  where: string,
  context: CallContext,
): Words {
  if (status === 400) return badRequest(body)
  if (status === 401) return unauthorized(body, where)
  if (status === 403) return forbidden(body, where, context)
  if (status === 404) return notFound(body, where, context)
  if (status === 409) return conflict(body, context)
  if (status === 429) {
    return words(
      'throttled',
      429,
      `${where} is receiving too many requests`,
      'Azure limits the requests to a vault in ten seconds, from all clients together.',
      'Wait a moment. The page tries again by itself.',
    )
  }
  if (status >= 500) {
    return words(
      'upstream',
      502,
      `${where} reports an error of its own`,
      `Azure answered ${status}${body.code === '' ? '' : ` (${body.code})`}.`,
      'Wait a moment. The page tries again by itself. If it stays, look at the health of Azure.',
    )
  }
  return words(
    'upstream',
    502,
    `${where} gave an unexpected answer`,
    `Azure answered ${status}${error.code === undefined ? '' : ` (${error.code})`}.`,
    'Try again. If it happens again, report it with the request id.',
  )
}

/** The service's 400s, told apart by its messages (protocol texts, seen in recorded traffic). */
function badRequest(body: ServiceError): Words {
  const field = (name: string, message: string, nextStep: string): Words => ({
    ...words('invalid-input', 400, 'The vault did not accept this', message, nextStep),
    fields: { [name]: [message] },
  })
  const { message } = body
  if (/PKCS#12|can not be read/i.test(message)) {
    return field(
      'password',
      'The vault cannot read the file: the password is wrong, or it is no PFX.',
      'Check the password and the file.',
    )
  }
  if (/private key is not specified/i.test(message)) {
    return field('file', 'The file has no private key.', 'Choose a file that includes the key.')
  }
  if (/does not match the public part/i.test(message)) {
    return field(
      'file',
      'The private key does not belong to the certificate.',
      'Choose the file that holds this certificate with its own key.',
    )
  }
  if (/invalid name/i.test(message)) {
    return field(
      'name',
      'The vault does not accept this name.',
      'Use letters, digits and hyphens only.',
    )
  }
  const said = message.replaceAll(/\s+/g, ' ').trim().slice(0, 500)
  return words(
    'invalid-input',
    400,
    'The vault did not accept this',
    said === '' ? 'It did not say why.' : `It says: ${said}`,
    'Correct the input and send it again.',
  )
}

function unauthorized(body: ServiceError, where: string): Words {
  if (/AKV10032|invalid issuer/i.test(body.message)) {
    return words(
      'forbidden',
      403,
      `${where} belongs to another tenant`,
      'It accepts sign-ins of its own Entra tenant only.',
      'Sign in to the console of that tenant.',
    )
  }
  return words(
    'signed-out',
    401,
    'Your sign-in has ended',
    `${where} did not accept it any more.`,
    'Sign in again; you come back to this page.',
  )
}

function forbidden(body: ServiceError, where: string, context: CallContext): Words {
  const { right, object } = context
  const kind = body.inner || body.code
  if (kind === 'ForbiddenByPolicy' || kind === 'AccessDenied') {
    return words(
      'forbidden-policy',
      403,
      `You may not do this in ${context.vault ?? 'this vault'}`,
      `Its access policies do not give you the permission ${right}.`,
      `Ask somebody who manages access to the vault for ${right}.`,
    )
  }
  if (kind === 'ForbiddenByRbac' || kind === 'AuthorizationFailed') {
    const action = /action:? '([^']+)'/i.exec(body.message)?.[1] ?? right
    return words(
      'forbidden-rbac',
      403,
      context.plane === 'management'
        ? `You may not see ${object}`
        : `You may not do this in ${context.vault ?? 'this vault'}`,
      `None of your role assignments allows ${action}. A new one takes up to ten minutes to count.`,
      'Ask an owner of the subscription for a role that includes it.',
    )
  }
  if (kind === 'ForbiddenByFirewall' || kind === 'ForbiddenByConnection') {
    return words(
      'forbidden-firewall',
      403,
      `The firewall of ${context.vault ?? 'this vault'} does not let the console in`,
      kind === 'ForbiddenByFirewall'
        ? `${where} accepts chosen networks only, and the address of the console is not among them.`
        : `${where} accepts private links only.`,
      'Ask somebody who manages the network of the vault to let the console in.',
    )
  }
  if (/Disabled$/.test(kind)) {
    return words(
      'disabled',
      403,
      'This version is disabled',
      'A disabled version gives out neither its key nor its secret.',
      'Enable the version first.',
    )
  }
  if (/ManagedByKeyVault$/.test(kind)) {
    return words(
      'managed',
      403,
      'This belongs to a certificate',
      'The vault manages it together with its certificate and allows no change on its own.',
      'Change the certificate instead.',
    )
  }
  if (/purge protection/i.test(body.message)) {
    return words(
      'forbidden',
      403,
      'Purge protection forbids this',
      'The vault keeps everything that was deleted until its retention ends; nobody can shorten that.',
      'Wait until the date shown, or recover it.',
    )
  }
  return words(
    'forbidden',
    403,
    'Azure does not allow this',
    `It needs ${right}.`,
    'Ask somebody who manages access to the vault.',
  )
}

function notFound(body: ServiceError, where: string, context: CallContext): Words {
  // What is missing inside a vault has a code of its own; any other 404 is about the vault.
  if (!/^(Certificate|PendingCertificate|Secret|Key)NotFound$/.test(body.code)) {
    return words(
      'not-found',
      404,
      'There is no such vault',
      `Azure knows ${context.vault === null ? context.object : `the vault ${context.vault}`} neither by this name nor by a name you may see.`,
      'Check the name, or go back to the list of vaults.',
    )
  }
  return words(
    'not-found',
    404,
    'Not found',
    `${where} has no longer, or never had, ${context.object}.`,
    'Check the name. If it was deleted, it may be among the deleted certificates.',
  )
}

function conflict(body: ServiceError, context: CallContext): Words {
  const kind = body.inner
  if (kind === 'ObjectIsDeletedButRecoverable' || /deleted but recoverable/i.test(body.message)) {
    return {
      ...words(
        'name-deleted',
        409,
        'The name is taken by a deleted certificate',
        `${sentence(context.object)} is deleted but can still be recovered, and its name is kept for it.`,
        'Recover it, purge it, or choose another name.',
      ),
      fields: {
        name: ['A deleted certificate has this name. Recover it, purge it, or choose another.'],
      },
    }
  }
  if (kind === 'ObjectIsBeingDeleted' || kind === 'ObjectIsBeingRecovered') {
    return words(
      'being-deleted',
      409,
      kind === 'ObjectIsBeingDeleted' ? 'It is just being deleted' : 'It is just being recovered',
      'The vault has not finished; that takes some seconds.',
      'Wait a moment and try again.',
    )
  }
  if (/pending key vault certificate/i.test(body.message)) {
    return words(
      'pending-in-progress',
      409,
      'Another version is being made',
      `${sentence(context.object)} has an operation in progress, and the vault makes one version at a time.`,
      'Wait until it is finished, or cancel it.',
    )
  }
  return words(
    'conflict',
    409,
    'Something else changed it at the same time',
    `${sentence(context.object)} is in use by a key or a secret of the same name, or by another operation.`,
    'Look at the current state, then try again.',
  )
}

function sentence(object: string): string {
  return object.charAt(0).toUpperCase() + object.slice(1)
}
