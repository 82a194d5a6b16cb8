import type { VaultRecord } from '../../arm/vaults/vault-record.ts'
import type { TokenClaims, TokenVerdict, TokenVerifier } from '../../login/verify.ts'
import { VaultError } from '../errors.ts'

/** The audience that a token for the data plane names; without a slash, and compared exactly. */
const resource = 'https://vault.azure.net'

/**
 * Requires a valid token of the vault's tenant. Every failure is a 401 with the challenge, also
 * for the probe that the SDKs send with the body taken out.
 * @see https://learn.microsoft.com/azure/key-vault/general/authentication-requests-and-responses
 */
export function checkToken(
  authorization: string | null,
  vault: VaultRecord,
  tokens: TokenVerifier,
): TokenClaims {
  const token = /^Bearer +([^\s]+)$/i.exec(authorization ?? '')?.[1]
  if (token === undefined) {
    throw unauthorized(vault, 'AKV10000: Request is missing a Bearer or PoP token.', null)
  }
  const verdict = tokens.verify(token, { audiences: [resource] })
  if (!verdict.ok) throw unauthorized(vault, refusal(verdict, vault), 'invalid_token')
  if (verdict.claims.tid.toLowerCase() !== vault.tenantId.toLowerCase()) {
    throw unauthorized(vault, invalidIssuer(vault, verdict.claims.iss), 'invalid_token')
  }
  return verdict.claims
}

function refusal(verdict: TokenVerdict & { ok: false }, vault: VaultRecord): string {
  switch (verdict.reason) {
    case 'audience':
      return `AKV10022: Invalid audience. Expected ${resource}, found: ${verdict.found ?? ''}.`
    case 'issuer':
      return invalidIssuer(vault, verdict.found ?? '')
    case 'expired':
      return 'AKV10035: Error validating token: the token is expired.'
    case 'not-yet-valid':
      return 'AKV10036: Error validating token: the token is not yet valid.'
    case 'signature':
      return 'AKV10046: Error validating token: its signature is not valid.'
    case 'malformed':
      return 'AKV10001: Error validating token: it is not a signed JSON web token.'
  }
}

function invalidIssuer(vault: VaultRecord, found: string): string {
  return `AKV10032: Invalid issuer. Expected one of https://sts.windows.net/${vault.tenantId}/, found ${found}.`
}

/** Public: the tenant of the authorization URL is its whole path, one segment, or clients go astray. */
export function challenge(vault: VaultRecord, error: string | null): string {
  const parts = [
    `authorization="https://login.windows.net/${vault.tenantId}"`,
    `resource="${resource}"`,
    ...(error === null ? [] : [`error="${error}"`]),
  ]
  return `Bearer ${parts.join(', ')}`
}

function unauthorized(vault: VaultRecord, message: string, error: string | null): VaultError {
  return new VaultError(401, 'Unauthorized', message, {
    headers: { 'WWW-Authenticate': challenge(vault, error) },
  })
}
