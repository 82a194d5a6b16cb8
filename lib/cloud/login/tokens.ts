import { createHash, randomBytes } from 'node:crypto'
import type { DirectoryApplication, DirectoryUser } from './directory.ts'
import { signJwt } from './jwt.ts'
import { groupsAround } from './membership.ts'
import { isGraph, type ParsedScope, type Resource } from './scopes.ts'
import type { LoginServices, TokenCall } from './services.ts'
import { issuerV1, issuerV2 } from './verify.ts'

/** Life of access and id tokens, in seconds: what Entra's clients see most. */
export const tokenLifetime = 3_599

export interface TokenSubject {
  client: DirectoryApplication
  /** Null when the application acts for itself. */
  user: DirectoryUser | null
  /** How the client proved itself: `0` not at all (public), `1` by its secret, `2` by a certificate. */
  clientProof: '0' | '1' | '2'
}

/** Everything that a successful answer may carry; `refreshToken` when the grant gives one. */
export interface TokenGrant {
  subject: TokenSubject
  scope: ParsedScope
  nonce: string | null
  refreshToken: string | null
}

/**
 * The body of a successful answer, in the shape of the endpoint's version.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#successful-response-2
 */
export function tokenResponse(login: LoginServices, call: TokenCall, grant: TokenGrant): object {
  const { subject, scope } = grant
  const issuedAt = Math.floor(login.now() / 1_000)
  const accessToken = mintAccessToken(login, call, grant, issuedAt)
  const user = subject.user
  const lifetime =
    call.version === '2.0'
      ? { expires_in: tokenLifetime, ext_expires_in: tokenLifetime }
      : {
          expires_in: String(tokenLifetime),
          ext_expires_in: String(tokenLifetime),
          expires_on: String(issuedAt + tokenLifetime),
          not_before: String(issuedAt),
          resource: scope.resource.identifier,
        }
  return {
    token_type: 'Bearer',
    ...(user ? { scope: scope.granted.join(' ') } : {}),
    ...lifetime,
    access_token: accessToken,
    ...(grant.refreshToken ? { refresh_token: grant.refreshToken } : {}),
    ...(user && scope.openid ? { id_token: mintIdToken(login, grant, user, issuedAt) } : {}),
    ...(user && call.parameters.get('client_info') === '1'
      ? { client_info: clientInfo(user, login.tenant.id) }
      : {}),
  }
}

/** MSAL keys its account by this. base64url of `{"uid":…,"utid":…}`. */
export function clientInfo(user: DirectoryUser, tenantId: string): string {
  return Buffer.from(JSON.stringify({ uid: user.objectId, utid: tenantId })).toString('base64url')
}

function mintAccessToken(
  login: LoginServices,
  call: TokenCall,
  { subject, scope }: TokenGrant,
  issuedAt: number,
): string {
  const { client, user } = subject
  const tid = login.tenant.id
  const oid = user?.objectId ?? client.objectId
  const groups = groupsAround(login.store, oid)
  const common = {
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + tokenLifetime,
    ...(groups.length > 0 ? { groups } : {}),
    oid,
    sub: user ? pairwiseSubject(user, scope.resource.audience) : oid,
    tid,
    uti: randomBytes(16).toString('base64url'),
  }
  if (scope.resource.version === '2.0') {
    return signJwt(login.key, {
      aud: scope.resource.audience,
      iss: issuerV2(tid),
      ...common,
      azp: client.clientId,
      azpacr: subject.clientProof,
      ...(user
        ? {
            name: user.displayName,
            preferred_username: user.userPrincipalName,
            roles: user.roles,
            scp: scope.permissions.join(' '),
          }
        : { idtyp: 'app' }),
      ver: '2.0',
    })
  }
  return signJwt(login.key, {
    aud: scope.resource.audience,
    iss: issuerV1(tid),
    ...common,
    appid: client.clientId,
    appidacr: subject.clientProof,
    idp: issuerV1(tid),
    ...(user
      ? {
          idtyp: 'user',
          amr: ['pwd'],
          ipaddr: call.ipAddress,
          name: user.displayName,
          scp: scope.permissions.join(' '),
          unique_name: user.userPrincipalName,
          upn: user.userPrincipalName,
        }
      : { idtyp: 'app', ...appRolesOn(scope.resource, client) }),
    ver: '1.0',
  })
}

/** Granted application permissions. Of Microsoft's own APIs only Graph has such roles here. */
function appRolesOn(resource: Resource, client: DirectoryApplication): { roles?: string[] } {
  if (!isGraph(resource) || client.graphRoles.length === 0) return {}
  return { roles: client.graphRoles }
}

function mintIdToken(
  login: LoginServices,
  { subject, nonce }: TokenGrant,
  user: DirectoryUser,
  issuedAt: number,
): string {
  return signJwt(login.key, {
    aud: subject.client.clientId,
    iss: issuerV2(login.tenant.id),
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + tokenLifetime,
    name: user.displayName,
    ...(nonce === null ? {} : { nonce }),
    oid: user.objectId,
    preferred_username: user.userPrincipalName,
    ...(subject.client.apiScope ? { roles: user.roles } : {}),
    sub: pairwiseSubject(user, subject.client.clientId),
    tid: login.tenant.id,
    uti: randomBytes(16).toString('base64url'),
    ver: '2.0',
  })
}

/** A user's `sub` differs from one application to the next, as `subject_types_supported` says. */
function pairwiseSubject(user: DirectoryUser, audience: string): string {
  return createHash('sha256').update(`${user.objectId} ${audience}`).digest('base64url')
}
