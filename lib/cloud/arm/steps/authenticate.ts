import type { TokenFailure } from '../../login/verify.ts'
import type { ArmCall, ArmCaller } from '../call.ts'
import { ArmError } from '../errors.ts'

/** The audiences of the management plane; clients ask for one or the other. */
export const managementAudiences = [
  'https://management.core.windows.net/',
  'https://management.core.windows.net',
  'https://management.azure.com/',
  'https://management.azure.com',
] as const

/** The caller behind the bearer token. Throws the 401 of the service otherwise. */
export function authenticate(call: ArmCall): ArmCaller {
  const header = call.request.headers.get('authorization')
  if (header === null || header === '') {
    throw refuse(
      call,
      'AuthenticationFailed',
      "Authentication failed. The 'Authorization' header is missing.",
      "The authentication failed because of missing 'Authorization' header.",
    )
  }
  const token = /^bearer +([^\s]+)$/i.exec(header)?.[1]
  if (token === undefined) {
    throw refuse(
      call,
      'AuthenticationFailedInvalidHeader',
      "Authentication failed. The 'Authorization' header is provided in an invalid format.",
    )
  }
  const verdict = call.ctx.tokens.verify(token, { audiences: managementAudiences })
  if (!verdict.ok) {
    const [code, message] = wordsFor(call, verdict.reason, verdict.found ?? '')
    throw refuse(call, code, message)
  }
  const { claims } = verdict
  return {
    claims,
    principalIds: [claims.oid, ...(claims.groups ?? [])],
    client: claims.upn ?? claims.appid,
  }
}

function wordsFor(call: ArmCall, reason: TokenFailure, found: string): [string, string] {
  const { id } = call.ctx.tenant
  switch (reason) {
    case 'audience':
      return [
        'InvalidAuthenticationTokenAudience',
        `The access token has been obtained for wrong audience or resource '${found}'. It should ` +
          `exactly match with one of the allowed audiences '${managementAudiences.join("','")}'.`,
      ]
    case 'issuer':
      return [
        'InvalidAuthenticationTokenTenant',
        `The access token is from the wrong issuer '${found}'. It must match the tenant ` +
          `'https://sts.windows.net/${id}/' associated with this subscription. Please use the ` +
          `authority (URL) 'https://login.windows.net/${id}' to get the token.`,
      ]
    case 'expired':
      return ['ExpiredAuthenticationToken', 'The access token expiry UTC time is in the past.']
    case 'not-yet-valid':
      return ['InvalidAuthenticationToken', 'The access token is not yet valid.']
    case 'signature':
    case 'malformed':
      return ['InvalidAuthenticationToken', 'The access token is invalid.']
  }
}

function refuse(call: ArmCall, code: string, message: string, description = message): ArmError {
  // What the token claimed is quoted in the header, so nothing that could end the header may pass.
  const quoted = description.replaceAll(/[^\x20-\x7e]/g, '?').replaceAll('"', "'")
  return new ArmError(401, code, message, {
    'WWW-Authenticate':
      `Bearer authorization_uri="https://login.windows.net/${call.ctx.tenant.id}", ` +
      `error="invalid_token", error_description="${quoted}"`,
  })
}
