import { constants, createHash, type KeyObject, verify } from 'node:crypto'
import { type ClientCertificate, listClientCertificates } from '../client-certificates.ts'
import type { DirectoryApplication } from '../directory.ts'
import { badClient, badRequest, printable } from '../errors.ts'
import { type JwtParts, splitJwt } from '../jwt.ts'
import type { LoginServices, TokenCall } from '../services.ts'
import { issuerV1, issuerV2 } from '../verify.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
/** What clocks may differ by, in seconds: Entra allows five minutes. */
const leeway = 300

/**
 * RFC 7523 section 3: the client proves itself by a token that it signed with the key of a certificate
 * that is registered for it.
 *
 * @throws LoginError 700027 unknown certificate or wrong signature, 700024 time, 700023 audience,
 *   700021 another client's
 * @see https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 */
export function checkClientAssertion(
  login: LoginServices,
  call: TokenCall,
  client: DirectoryApplication,
  assertion: string,
): void {
  if (call.parameters.get('client_assertion_type') !== assertionType) {
    throw badRequest(
      7000218,
      `The request body must contain the following parameter: 'client_assertion_type'.`,
      'invalid_request',
    )
  }
  const jwt = splitJwt(assertion)
  if (jwt === null) throw badClient(50027, 'JWT token is invalid or malformed.')
  const certificate = listClientCertificates(login.store, client.clientId).find((one) =>
    isNamedIn(jwt.header, one),
  )
  if (!certificate) throw badSignature(client, 'The key was not found.')
  const now = login.now() / 1_000
  if (Date.parse(certificate.x509.validTo) / 1_000 <= now) {
    throw badSignature(client, 'The key used is expired.')
  }
  if (!isSignedBy(jwt, certificate.x509.publicKey)) {
    throw badSignature(client, 'The key used is not the one that the assertion names.')
  }
  checkClaims(login, client, jwt.payload, now)
}

/**
 * `x5t` is the SHA-1 thumbprint, `x5t#S256` that of SHA-256; clients send one of them, or both. They
 * are compared as bytes: MSAL for Python pads its base64url.
 */
function isNamedIn(header: JwtParts['header'], { thumbprint, x509 }: ClientCertificate): boolean {
  const sha256 = header['x5t#S256']
  if (sha256 !== undefined) {
    return isThumbprint(sha256, createHash('sha256').update(x509.raw).digest())
  }
  return isThumbprint(header.x5t, thumbprint)
}

function isThumbprint(named: unknown, thumbprint: Buffer): boolean {
  return typeof named === 'string' && Buffer.from(named, 'base64url').equals(thumbprint)
}

/** The algorithms of Entra's certificate credentials; the token chooses between these two alone. */
function isSignedBy({ header, content, signature }: JwtParts, key: KeyObject): boolean {
  const data = Buffer.from(content)
  switch (header.alg) {
    case 'RS256':
      return verify('sha256', data, key, signature)
    case 'PS256': {
      const padding = constants.RSA_PKCS1_PSS_PADDING
      return verify('sha256', data, { key, padding, saltLength: 32 }, signature)
    }
    default:
      return false
  }
}

function checkClaims(
  { tenant }: LoginServices,
  client: DirectoryApplication,
  { iss, sub, aud, exp, nbf }: Readonly<Record<string, unknown>>,
  now: number,
): void {
  if (iss !== client.clientId || sub !== client.clientId) {
    throw badClient(
      700021,
      "Client assertion application identifier doesn't match 'client_id' parameter. Review the " +
        'documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .',
    )
  }
  if (typeof aud !== 'string' || !audiencesOf(tenant).includes(aud)) {
    throw badClient(
      700023,
      `Client assertion audience claim does not match Realm issuer: '${printable(String(aud))}'.`,
    )
  }
  const starts = nbf === undefined ? now : nbf
  if (typeof exp !== 'number' || typeof starts !== 'number') {
    throw badClient(50027, 'JWT token is invalid or malformed.')
  }
  if (exp + leeway <= now || starts - leeway > now) {
    throw badClient(
      700024,
      'Client assertion is not within its valid time range. Review the documentation at ' +
        'https://learn.microsoft.com/entra/identity-platform/certificate-credentials .',
    )
  }
}

/** The token endpoints of the tenant by any of its names, and its issuers. */
function audiencesOf(tenant: LoginServices['tenant']): string[] {
  const endpoints = [tenant.id, tenant.domain, 'common', 'organizations'].flatMap((name) =>
    ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com'].flatMap((host) => [
      `https://${host}/${name}/oauth2/v2.0/token`,
      `https://${host}/${name}/oauth2/token`,
      `https://${host}/${name}/v2.0`,
    ]),
  )
  return [...endpoints, issuerV1(tenant.id), issuerV2(tenant.id)]
}

function badSignature(client: DirectoryApplication, reason: string) {
  return badClient(
    700027,
    'The certificate with identifier used to sign the client assertion is not registered on ' +
      `application. [Reason - ${reason}] Application '${client.clientId}'.`,
  )
}
