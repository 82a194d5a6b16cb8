import { badParameter, invalidProperty } from '../errors.ts'
import { type JsonObject, optionalObject, optionalString } from '../json.ts'
import type { Administrator, IssuerRow } from '../rows/issuers.ts'
import { readEnabled } from './call-parts.ts'
import { readEmail, readPeople, readWords } from './person.ts'

/**
 * Authorities that the service has a connection to. The last three serve its own organisation: they
 * can be named, and nobody answers behind them here.
 * @see https://learn.microsoft.com/azure/key-vault/certificates/how-to-integrate-certificate-authority
 */
const providers = [
  'DigiCert',
  'GlobalSign',
  'Test',
  'OneCert',
  'SslAdminV2',
  'OneCertV2-PublicCA',
] as const

/** What a body says of an issuer. Absent members were not given. */
export interface IssuerParts {
  provider?: string
  accountId?: string
  password?: string
  organization?: { id?: string }
  administrators?: Administrator[]
  enabled?: boolean
}

/** Reads the body of a set or an update. Throws the schema error. */
export function readIssuerParts(body: JsonObject): IssuerParts {
  const provider = readProvider(body)
  const credentials = optionalObject(body, 'credentials') ?? {}
  const accountId = readWords(credentials, 'account_id')
  const password = readPassword(credentials)
  const details = optionalObject(body, 'org_details')
  const organizationId = details && readWords(details, 'id')
  const administrators = details && readPeople(details, 'admin_details')?.map(readAdministrator)
  const enabled = readEnabled(body)
  return {
    ...(provider === undefined ? {} : { provider }),
    ...(accountId === undefined ? {} : { accountId }),
    ...(password === undefined ? {} : { password }),
    ...(details === undefined
      ? {}
      : { organization: organizationId === undefined ? {} : { id: organizationId } }),
    ...(administrators === undefined ? {} : { administrators }),
    ...(enabled === undefined ? {} : { enabled }),
  }
}

/** `Self` and `Unknown` mean something else in a policy. */
export function checkIssuerName(name: string): void {
  if (/^(self|unknown)$/i.test(name)) {
    throw badParameter(`The issuer name ${name} is reserved and cannot be used.`)
  }
}

/** The issuer as the wire shows it: everything but the password. */
export function issuerBody(
  issuer: IssuerRow,
  base: string,
  options: { zip: boolean },
): Record<string, unknown> {
  const { accountId, organization, administrators } = issuer
  return {
    id: issuerId(issuer, base),
    provider: issuer.provider,
    ...(accountId === null ? {} : { credentials: { account_id: accountId } }),
    ...(organization === null
      ? {}
      : {
          org_details: {
            ...organization,
            ...(options.zip ? { zip: 0 } : {}),
            admin_details: administrators ?? [],
          },
        }),
    attributes: { enabled: issuer.enabled, created: issuer.created, updated: issuer.updated },
  }
}

export function issuerId(issuer: IssuerRow, base: string): string {
  return `${base}/certificates/issuers/${issuer.display}`
}

/** In the service's own spelling, whatever the case that it came in. */
function readProvider(body: JsonObject): string | undefined {
  const text = optionalString(body, 'provider')
  if (text === undefined) return undefined
  const known = providers.find((one) => one.toLowerCase() === text.toLowerCase())
  if (known === undefined) throw invalidProperty()
  return known
}

function readPassword(credentials: JsonObject): string | undefined {
  const password = optionalString(credentials, 'pwd')
  if (password !== undefined && password.length > 1_024) throw invalidProperty()
  return password
}

function readAdministrator(item: JsonObject): Administrator {
  const email = readEmail(item)
  const first = readWords(item, 'first_name')
  const last = readWords(item, 'last_name')
  const phone = readWords(item, 'phone')
  return {
    ...(first === undefined ? {} : { first_name: first }),
    ...(last === undefined ? {} : { last_name: last }),
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
  }
}
