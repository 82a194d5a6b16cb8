import 'server-only'
import type { CertificateIssuer } from '@azure/keyvault-certificates'
import type { UserClients } from './clients.ts'
import { type CallContext, translated } from './errors.ts'

/** What a list tells of an issuer. */
export interface IssuerHead {
  readonly name: string
  /** `DigiCert`, `GlobalSign` or another name that the service knows; empty when it does not say. */
  readonly provider: string
}

/** Somebody of the organisation whom the authority may ask. Every member may be absent. */
export interface IssuerAdministrator {
  readonly firstName?: string
  readonly lastName?: string
  readonly email?: string
  readonly phone?: string
}

/** An issuer as the vault tells it. The credential is not among it: no answer ever holds it. */
export interface Issuer extends IssuerHead {
  readonly enabled: boolean
  readonly accountId: string | null
  readonly organizationId: string | null
  readonly administrators: readonly IssuerAdministrator[]
  readonly createdOn: Date | undefined
  readonly updatedOn: Date | undefined
}

export interface NewIssuer {
  readonly provider: string
  readonly accountId: string
  /** Goes to the vault and nowhere else. */
  readonly password: string
  readonly organizationId: string
  readonly administrators: readonly IssuerAdministrator[]
  readonly enabled: boolean
}

/** Absent members stay as they are, the credential among them. */
export type IssuerChange = Partial<Omit<NewIssuer, 'provider'>>

/** Connections of one vault to certificate authorities, as one user. Every method throws `FailureError`. */
export interface IssuerGateway {
  list(): Promise<IssuerHead[]>
  get(name: string): Promise<Issuer>
  /** Makes the issuer, or replaces the one of this name as a whole, its credential included. */
  set(name: string, issuer: NewIssuer): Promise<Issuer>
  update(name: string, change: IssuerChange): Promise<Issuer>
  /** At once and for good: issuers have no soft delete. Policies that name it stay as they are. */
  delete(name: string): Promise<void>
}

export function issuerGateway(clients: UserClients, vault: string): IssuerGateway {
  const client = () => clients.certificates(vault)
  const context = (right: string, name?: string): CallContext => ({
    plane: 'data',
    right: `certificates/${right}`,
    vault,
    object: name === undefined ? 'the issuers' : `the issuer “${name}”`,
  })
  return {
    list: () =>
      translated(context('listissuers'), async () => {
        const heads: IssuerHead[] = []
        for await (const { id, provider } of client().listPropertiesOfIssuers()) {
          heads.push({ name: nameOf(id), provider: provider ?? '' })
        }
        return heads
      }),
    get: (name) =>
      translated(context('getissuers', name), async () =>
        withoutPassword(await client().getIssuer(name)),
      ),
    set: (name, { provider, administrators, ...rest }) =>
      translated(context('setissuers', name), async () =>
        withoutPassword(
          await client().createIssuer(name, provider, {
            ...rest,
            administratorContacts: [...administrators],
          }),
        ),
      ),
    update: (name, change) =>
      translated(context('setissuers', name), async () =>
        withoutPassword(await client().updateIssuer(name, updateOptions(change))),
      ),
    delete: (name) =>
      translated(context('deleteissuers', name), async () => {
        await client().deleteIssuer(name)
      }),
  }
}

/**
 * The client (4.10.3) sends `enabled` and `organizationId` of an update only when they are truthy, so an
 * issuer could be neither disabled nor lose its organisation. A boxed value is truthy and is written as
 * the value in it: ECMA-262, SerializeJSONProperty.
 * https://learn.microsoft.com/rest/api/keyvault/certificates/update-certificate-issuer/update-certificate-issuer
 */
function updateOptions({ enabled, organizationId, administrators, ...rest }: IssuerChange) {
  return {
    ...rest,
    ...(enabled === undefined ? {} : { enabled: Object(enabled) }),
    ...(organizationId === undefined ? {} : { organizationId: Object(organizationId) }),
    ...(administrators === undefined ? {} : { administratorContacts: [...administrators] }),
  }
}

function withoutPassword(issuer: CertificateIssuer): Issuer {
  return {
    name: nameOf(issuer.id),
    provider: issuer.provider ?? '',
    enabled: issuer.enabled ?? false,
    accountId: issuer.accountId ?? null,
    organizationId: issuer.organizationId ?? null,
    administrators: issuer.administratorContacts ?? [],
    createdOn: issuer.createdOn,
    updatedOn: issuer.updatedOn,
  }
}

/** The client reads `issuers` as the name out of `…/certificates/issuers/<name>`. */
function nameOf(id: string | undefined): string {
  return id?.split('/').at(-1) ?? ''
}
