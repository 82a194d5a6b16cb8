import 'server-only'
import type { RestError } from '@azure/core-rest-pipeline'
import type { Failure, FailureCode, Plane } from '#lib/domain/failure.ts'

/** The words of each failure of Azure. Which of them fits is decided by status, code and message. */

/** What was being done when it failed: the words and the right that the user needs to hear. */
export interface CallContext {
  readonly plane: Plane
  /** As Azure spells it: `certificates/import`, `Microsoft.KeyVault/vaults/read`. */
  readonly right: string
  /** Null for calls that concern no single vault. */
  readonly vault: string | null
  /** What it was about: `the certificate “www”`. Stands in a sentence. */
  readonly object: string
  /** The service that is asked when it is neither Resource Manager nor a vault. */
  readonly service?: 'Microsoft Graph'
  /** True when the call changes nothing although its right allows changes. */
  readonly reads?: boolean
}

export type Words = Pick<Failure, 'code' | 'status' | 'title' | 'detail' | 'nextStep'> & {
  readonly fields?: NonNullable<Failure['fields']>
  /** Where the answer names another right than the call was thought to need. */
  readonly right?: string
}

export function words(
  code: FailureCode,
  status: number,
  title: string,
  detail: string,
  nextStep: string,
): Words {
  return { code, status, title, detail, nextStep }
}

/** The body of an error as the services write it; empty members when it is something else. */
export interface ServiceError {
  readonly code: string
  readonly inner: string
  readonly message: string
}

/** The failure of an answer. `where` is the service, as the subject of a sentence. */
export function byStatus(
  error: RestError,
  status: number,
  body: ServiceError,
  where: string,
  context: CallContext,
): Words {
  if (status === 400) return badRequest(body, context)
  if (status === 401) return unauthorized(body, where)
  if (status === 403) return forbidden(body, where, context)
  if (status === 404) return notFound(body, where, context)
  if (status === 409) return conflict(body, context)
  if (status === 429) {
    return words(
      'throttled',
      429,
      `${where} is receiving too many requests`,
      context.vault === null || context.plane === 'management'
        ? 'Azure limits how fast a subscription and a person may ask its Resource Manager; the allowance refills every second.'
        : 'Azure limits the requests to a vault in ten seconds, from all clients together.',
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

/** Rights that look and change nothing. A right that is not among them counts as one that changes. */
const looks = /\/(get|list|read|getissuers|listissuers)$/

function changes({ reads, right }: CallContext): boolean {
  return !reads && !looks.test(right)
}

/** The failure when no answer came. Only of a change is its outcome in doubt. */
export function noAnswer(
  kind: 'timeout' | 'unreachable',
  where: string,
  context: CallContext,
): Words {
  const doubt = changes(context) ? ' Whether a change was made is not known.' : ''
  return kind === 'timeout'
    ? words(
        'timeout',
        504,
        `${where} is slow to answer`,
        `No answer came in time.${doubt}`,
        'Wait a moment. The page tries again by itself.',
      )
    : words(
        'unreachable',
        503,
        `${where} cannot be reached`,
        `The connection was refused or broke off.${doubt}`,
        'Check the network between the console and Azure. The page tries again by itself.',
      )
}

/** The service's 400s, told apart by its messages (protocol texts, seen in recorded traffic). */
function badRequest(body: ServiceError, context: CallContext): Words {
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
  // A merge is told so by the same words as an import.
  if (/does not match the public part/i.test(message) && context.right === 'certificates/create') {
    return field(
      'chain',
      'None of the certificates carries the key of the pending request, so the vault has no private key for it.',
      'Ask your CA for the certificate of this very request, or start a new request and have that signed.',
    )
  }
  if (/X\.509 certificate content is in an unexpected format|x5c/i.test(message)) {
    return field(
      'chain',
      'The vault cannot read what was sent as certificates.',
      'Ask your CA for the answer as PEM or as PKCS #7.',
    )
  }
  if (/pending certificate operation cannot be changed/i.test(message)) {
    return words(
      'conflict',
      409,
      'The operation is over already',
      `It says: ${message.replaceAll(/\s+/g, ' ').trim().slice(0, 300)}`,
      'Look at the certificate: there is nothing left to cancel.',
    )
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
  if (context.service === 'Microsoft Graph') {
    return words(
      'forbidden',
      403,
      `You may not see ${object}`,
      `The directory gives them only with the permission ${right}.`,
      `Ask an administrator of your Entra tenant to consent to ${right} for the console.`,
    )
  }
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
    return {
      ...words(
        'forbidden-rbac',
        403,
        context.plane === 'management'
          ? `You may not ${changes(context) ? 'change' : 'see'} ${object}`
          : `You may not do this in ${context.vault ?? 'this vault'}`,
        `None of your role assignments allows ${action}. A new one takes up to ten minutes to count.`,
        'Ask an owner of the subscription for a role that includes it.',
      ),
      right: action,
    }
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
  if (/merge is forbidden/i.test(body.message)) {
    const issuer = /issuer\s*:\s*(\S+)/i.exec(body.message)?.[1] ?? 'a CA'
    return words(
      'pending-in-progress',
      403,
      `${issuer} answers this order itself`,
      `The vault takes a signed certificate by hand only for a request that no CA was asked for. This one was ordered from ${issuer} and is still in progress.`,
      'Wait for the CA, or delete the operation and start a request for any CA.',
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
  if (body.code === 'CertificateIssuerNotFound') return issuerNotFound(where, context)
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

/** Of the issuer itself, or of a policy that names one. */
function issuerNotFound(where: string, context: CallContext): Words {
  return words(
    'not-found',
    404,
    'There is no such issuer',
    context.object.startsWith('the issuer')
      ? `${where} has no longer, or never had, ${context.object}.`
      : `${where} has no issuer of the name that the policy of ${context.object} gives.`,
    'Look at the issuers of the vault: it may have been deleted, or belong to another vault.',
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
