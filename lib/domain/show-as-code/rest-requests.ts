import { restPolicy, withoutEmpty } from './policy-json.ts'
import type { Administrator, CertificateWrite, Contact, Issuer, Place, WriteOf } from './write.ts'

/** The newest published version of the vault's interface. https://learn.microsoft.com/rest/api/keyvault/ */
export const restApiVersion = '2025-07-01'

/** A value that only the reader has. It stands in a body where the value will stand. */
export class Blank {
  /** Name of a shell variable. */
  readonly variable: string
  /** What it is, in the reader's words. */
  readonly what: string
  /** The file whose bytes it is, in base64; null for what the reader types. */
  readonly file: string | null

  constructor(variable: string, what: string, file: string | null = null) {
    this.variable = variable
    this.what = what
    this.file = file
  }
}

export interface RestRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With its query. */
  readonly url: string
  /** JSON, in which a `Blank` may stand for a text; undefined for none. */
  readonly body?: unknown
}

/**
 * The request of a write, as the service documents it.
 * https://learn.microsoft.com/rest/api/keyvault/certificates/operation-groups
 */
export function restRequest(write: CertificateWrite, place: Place): RestRequest {
  const to = (method: RestRequest['method'], path: string, body?: unknown): RestRequest => ({
    method,
    url: `https://${write.vault}${place.vaultSuffix}/${path}?api-version=${restApiVersion}`,
    ...(body === undefined ? {} : { body }),
  })
  switch (write.kind) {
    case 'create':
      return to('POST', `certificates/${write.name}/create`, {
        policy: restPolicy(write.policy),
        ...settings(write),
      })
    case 'import':
      return to('POST', `certificates/${write.name}/import`, {
        value: fileBlank(write.file),
        ...(write.protected ? { pwd: filePassword } : {}),
        policy: restPolicy({ ...write.policy, contentType: write.contentType }),
        ...settings(write),
      })
    case 'merge':
      return to('POST', `certificates/${write.name}/pending/merge`, {
        x5c: write.chain,
        ...settings(write),
      })
    case 'update-version':
      return to('PATCH', `certificates/${write.name}/${write.version}`, settings(write))
    case 'update-policy':
      return to('PATCH', `certificates/${write.name}/policy`, restPolicy(write.policy, 'change'))
    case 'cancel-operation':
      return to('PATCH', `certificates/${write.name}/pending`, { cancellation_requested: true })
    case 'delete-operation':
      return to('DELETE', `certificates/${write.name}/pending`)
    case 'delete':
      return to('DELETE', `certificates/${write.name}`)
    case 'recover':
      return to('POST', `deletedcertificates/${write.name}/recover`)
    case 'purge':
      return to('DELETE', `deletedcertificates/${write.name}`)
    case 'backup':
      return to('POST', `certificates/${write.name}/backup`)
    case 'restore':
      return to('POST', 'certificates/restore', { value: fileBlank(write.file, 'base64url') })
    case 'export-private':
      return to('GET', `secrets/${write.name}/${write.version}`)
    case 'set-issuer':
      return to('PUT', `certificates/issuers/${write.issuer}`, issuerBody(write.settings))
    case 'update-issuer':
      return to('PATCH', `certificates/issuers/${write.issuer}`, issuerChange(write))
    case 'delete-issuer':
      return to('DELETE', `certificates/issuers/${write.issuer}`)
    case 'set-contacts':
      return write.after.length === 0
        ? to('DELETE', 'certificates/contacts')
        : to('PUT', 'certificates/contacts', { contacts: write.after.map(contactBody) })
  }
}

/** The password of a file that is imported. */
export const filePassword = new Blank('PFX_PASSWORD', 'password of the file')

/** What a vault presents to a certificate authority. */
export function issuerCredential(issuer: Pick<Issuer, 'credential' | 'provider'>): Blank {
  return new Blank('CA_CREDENTIAL', `${issuer.credential} of ${issuer.provider}`)
}

function fileBlank(file: string, encoding = 'base64'): Blank {
  return new Blank('FILE_CONTENT', `${file} in ${encoding}`, file)
}

interface Settings {
  readonly enabled?: boolean
  readonly tags?: Readonly<Record<string, string>>
}

function settings({ enabled, tags }: Settings) {
  return withoutEmpty({ attributes: enabled === undefined ? undefined : { enabled }, tags })
}

/** https://learn.microsoft.com/rest/api/keyvault/certificates/set-certificate-issuer/set-certificate-issuer */
function issuerBody(issuer: Issuer) {
  return {
    provider: issuer.provider,
    credentials: withoutEmpty({
      account_id: filled(issuer.accountId),
      pwd: issuerCredential(issuer),
    }),
    org_details: withoutEmpty({
      id: filled(issuer.organizationId),
      admin_details: (issuer.administrators ?? []).map(administrator),
    }),
    attributes: { enabled: issuer.enabled ?? true },
  }
}

/** https://learn.microsoft.com/rest/api/keyvault/certificates/update-certificate-issuer/update-certificate-issuer */
function issuerChange({ provider, credential, change }: WriteOf<'update-issuer'>) {
  const { accountId, newCredential, organizationId, administrators, enabled } = change
  const members = {
    credentials: {
      account_id: accountId,
      pwd: newCredential === true ? issuerCredential({ provider, credential }) : undefined,
    },
    org_details: { id: organizationId, admin_details: administrators?.map(administrator) },
    attributes: { enabled },
  }
  return Object.fromEntries(
    Object.entries(members)
      .map(([name, value]) => [name, withoutEmpty(value)] as const)
      .filter(([, value]) => Object.keys(value).length > 0),
  )
}

function administrator({ firstName, lastName, email, phone }: Administrator) {
  return withoutEmpty({
    first_name: filled(firstName),
    last_name: filled(lastName),
    email: filled(email),
    phone: filled(phone),
  })
}

function contactBody({ email, name, phone }: Contact) {
  return withoutEmpty({ email, name: filled(name), phone: filled(phone) })
}

function filled(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}
