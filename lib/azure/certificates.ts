import 'server-only'
import type {
  CertificatePolicy,
  CertificateProperties,
  DeletedCertificate,
  GetCertificateOptions,
  ImportCertificateOptions,
  KeyVaultCertificate,
  KeyVaultCertificateWithPolicy,
} from '@azure/keyvault-certificates'
import { FailureError } from '#lib/domain/failure-error.ts'
import type { UserClients } from './clients.ts'
import { type CallContext, translated } from './errors.ts'
import { type OperationBody, parseOperation } from './operation.ts'
import { withPolicyTimes } from './policy-times.ts'

export type {
  CertificatePolicy,
  CertificateProperties,
  DeletedCertificate,
  KeyVaultCertificate,
  KeyVaultCertificateWithPolicy,
  OperationBody,
}

type CallOptions = Pick<GetCertificateOptions, 'onResponse'>
type RawResponse = Parameters<NonNullable<CallOptions['onResponse']>>[0]

export interface NewVersion {
  readonly policy: CertificatePolicy
  readonly enabled: boolean
  readonly tags: Record<string, string>
}

/** What of the policy an import decides; the vault reads the rest from the certificate. */
export interface ImportPolicy {
  readonly contentType: 'application/x-pkcs12' | 'application/x-pem-file'
  readonly exportable: boolean
  readonly issuerName: string
  readonly lifetimeAction: {
    readonly action: 'AutoRenew' | 'EmailContacts'
    readonly lifetimePercentage: number
  }
}

export interface ImportOptions {
  readonly policy: ImportPolicy
  readonly enabled: boolean
  readonly tags: Record<string, string>
}

export interface VersionChange {
  readonly enabled?: boolean
  readonly tags?: Record<string, string>
}

/** Certificates of one vault, as one user. Every method throws `FailureError`. */
export interface CertificateGateway {
  /** All pages; certificates that were never issued are among them, without a thumbprint. */
  list(): Promise<CertificateProperties[]>
  listVersions(name: string): Promise<CertificateProperties[]>
  get(name: string): Promise<KeyVaultCertificateWithPolicy>
  getVersion(name: string, version: string): Promise<KeyVaultCertificate>
  /** The create operation, or null when the vault keeps none. */
  getOperation(name: string): Promise<OperationBody | null>
  /** Resolves when the vault has accepted the order; making the key goes on after that. */
  create(name: string, version: NewVersion): Promise<void>
  import(
    name: string,
    file: Uint8Array,
    options: ImportOptions,
  ): Promise<KeyVaultCertificateWithPolicy>
  update(name: string, version: string, change: VersionChange): Promise<KeyVaultCertificate>
  /** Resolves when the vault has accepted it; it may need some seconds more. */
  delete(name: string): Promise<void>
  listDeleted(): Promise<DeletedCertificate[]>
  getDeleted(name: string): Promise<DeletedCertificate>
  recover(name: string): Promise<void>
  purge(name: string): Promise<void>
}

export function certificateGateway(clients: UserClients, vault: string): CertificateGateway {
  const client = () => clients.certificates(vault)
  const context = (right: string, name?: string): CallContext => ({
    plane: 'data',
    right: `certificates/${right}`,
    vault,
    object: name === undefined ? 'the certificates' : `the certificate “${name}”`,
  })
  return {
    list: () =>
      translated(context('list'), () =>
        all(client().listPropertiesOfCertificates({ includePending: true })),
      ),
    listVersions: (name) =>
      translated(context('list', name), () =>
        all(client().listPropertiesOfCertificateVersions(name)),
      ),
    get: (name) =>
      translated(context('get', name), () =>
        withPolicyTimes((options) => client().getCertificate(name, options)),
      ),
    getVersion: (name, version) =>
      translated(context('get', name), () => client().getCertificateVersion(name, version)),
    getOperation: (name) =>
      whenThere(() =>
        translated(context('get', name), () =>
          // The SDK's poller throws away an operation that failed, so it is taken on its way in.
          captured('/pending', (options) =>
            client().getCertificateOperation(name, { ...options, resumeFrom: started }),
          ),
        ),
      ),
    create: (name, { policy, enabled, tags }) =>
      translated(context('create', name), () =>
        accepted((options) =>
          client().beginCreateCertificate(name, policy, { enabled, tags, ...options }),
        ),
      ),
    import: (name, file, options) =>
      translated(context('import', name), () =>
        client().importCertificate(name, file, importOptions(options)),
      ),
    update: (name, version, change) =>
      translated(context('update', name), () =>
        client().updateCertificateProperties(name, version, { ...change }),
      ),
    delete: (name) =>
      translated(context('delete', name), () =>
        accepted((options) => client().beginDeleteCertificate(name, options)),
      ),
    listDeleted: () =>
      translated(context('list'), () =>
        all(client().listDeletedCertificates({ includePending: true })),
      ),
    getDeleted: (name) =>
      translated(context('get', name), () => client().getDeletedCertificate(name)),
    recover: (name) =>
      translated(context('recover', name), () =>
        accepted((options) => client().beginRecoverDeletedCertificate(name, options)),
      ),
    purge: (name) =>
      translated(context('purge', name), async () => {
        await client().purgeDeletedCertificate(name)
      }),
  }
}

/**
 * The client (4.10.3) drops `policy` and `enabled` of an import: its serializer looks for the members of
 * the wire model among what it is given, so they are given by those names too. Without them the vault
 * would let any imported key out again, and renew a self-signed certificate by making another one.
 * https://learn.microsoft.com/rest/api/keyvault/certificates/import-certificate/import-certificate
 */
function importOptions({ policy, enabled, tags }: ImportOptions): ImportCertificateOptions {
  const { contentType, exportable, issuerName, lifetimeAction } = policy
  const { action, lifetimePercentage } = lifetimeAction
  const options = {
    enabled,
    tags,
    // Tells the client whether the bytes are text.
    policy: { contentType, exportable },
    certificateAttributes: { enabled },
    certificatePolicy: {
      keyProperties: { exportable },
      secretProperties: { contentType },
      issuerParameters: { name: issuerName },
      lifetimeActions: [{ trigger: { lifetimePercentage }, action: { actionType: action } }],
    },
  }
  return options
}

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of pages) items.push(item)
  return items
}

/**
 * Runs the SDK's "begin" call: it sends the order and then looks once. When the look fails although the
 * vault accepted the order, the order stands, so that is not an error.
 */
export async function accepted(begin: (options: CallOptions) => Promise<unknown>): Promise<void> {
  let done = false
  const onResponse = (response: RawResponse) => {
    if (response.request.method !== 'GET' && response.status < 300) done = true
  }
  try {
    await begin({ onResponse })
  } catch (error) {
    if (!done) throw error
  }
}

/** A poller that has read the certificate: a new one would read it first, which nobody asked for. */
const started = JSON.stringify({ state: { isStarted: true } })

/** The body of the first answer whose path ends so. The SDK would go on to read the certificate; it ends there. */
async function captured(
  path: string,
  call: (options: CallOptions) => Promise<unknown>,
): Promise<OperationBody> {
  let body: OperationBody | null = null
  const onResponse = (response: RawResponse) => {
    const url = URL.parse(response.request.url)
    if (response.status !== 200 || !url?.pathname.endsWith(path)) return
    body = parseOperation(response.bodyAsText ?? '')
    throw new Error('The answer is there.')
  }
  try {
    await call({ onResponse })
  } catch (error) {
    if (body === null) throw error
  }
  if (body === null) throw new Error('The vault answered without the operation.')
  return body
}

async function whenThere<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'not-found') return null
    throw error
  }
}
