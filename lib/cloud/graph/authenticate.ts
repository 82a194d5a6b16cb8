import { graphAudiences } from '../login/scopes.ts'
import type { TokenClaims, TokenFailure, TokenVerifier } from '../login/verify.ts'
import { accessDenied, GraphError } from './errors.ts'
import type { EntityKind } from './objects/entity.ts'

/** The caller behind the bearer token. @throws GraphError 401 with the challenge. */
export function authenticate(request: Request, tokens: TokenVerifier): TokenClaims {
  const header = request.headers.get('authorization') ?? ''
  const token = /^Bearer +([^\s]+)$/i.exec(header)?.[1]
  if (token === undefined) throw unauthorized('Access token is empty.')
  const verdict = tokens.verify(token, { audiences: graphAudiences })
  if (!verdict.ok) throw unauthorized(wordsFor(verdict.reason))
  return verdict.claims
}

/**
 * What lets a caller read a kind of object, as a delegated permission (`scp`) or as a granted app role
 * (`roles`) alike. Every user may read the directory; the permission limits what an application sees.
 * @see https://learn.microsoft.com/graph/permissions-reference
 */
const readers: Record<EntityKind, readonly string[]> = {
  user: ['User.ReadBasic.All', 'User.Read.All'],
  group: ['Group.Read.All', 'GroupMember.Read.All'],
  servicePrincipal: ['Application.Read.All'],
  application: ['Application.Read.All'],
}
const readsEverything = ['Directory.Read.All', 'Directory.AccessAsUser.All']

/** @throws GraphError 403 unless the token's permissions cover the kind. */
export function requireReader(caller: TokenClaims, kind: EntityKind): void {
  const held = permissionsOf(caller)
  if (![...readsEverything, ...readers[kind]].some((one) => held.includes(one))) {
    throw accessDenied()
  }
}

/** Reading oneself needs less. @throws GraphError 403 */
export function requireSelf(caller: TokenClaims): void {
  if (!permissionsOf(caller).includes('User.Read')) requireReader(caller, 'user')
}

function permissionsOf(caller: TokenClaims): readonly string[] {
  return caller.idtyp === 'app' ? (caller.roles ?? []) : (caller.scp ?? '').split(' ')
}

function wordsFor(reason: TokenFailure): string {
  switch (reason) {
    case 'audience':
      return 'Access token validation failure. Invalid audience.'
    case 'issuer':
      return 'Access token validation failure. Invalid issuer.'
    case 'expired':
      return 'Lifetime validation failed, the token is expired.'
    case 'not-yet-valid':
      return 'Lifetime validation failed, the token is not yet valid.'
    case 'signature':
      return 'Signature is invalid.'
    case 'malformed':
      return 'IDX14100: JWT is not well formed, there are no dots (.).'
  }
}

function unauthorized(message: string): GraphError {
  return new GraphError(401, 'InvalidAuthenticationToken', message, {
    'WWW-Authenticate':
      'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", ' +
      'client_id="00000003-0000-0000-c000-000000000000"',
  })
}
