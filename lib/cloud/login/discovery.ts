import type { TenantIdentity } from '../context.ts'
import { badRequest, printable } from './errors.ts'
import type { SigningKey } from './signing-key.ts'
import { issuerV1, issuerV2 } from './verify.ts'

const authority = 'https://login.microsoftonline.com'

/** Host names of the login service, all the same to a client. */
const aliases = ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com']

/** The tenant segment of a login URL; `common` and `organizations` mean the one tenant there is. */
export type TenantName = string

/**
 * OpenID Provider metadata.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc
 */
export function openidConfiguration(
  tenant: TenantIdentity,
  tenantName: TenantName,
  version: '1.0' | '2.0',
): object {
  const shared = ['common', 'organizations'].includes(tenantName)
  const segment = shared ? tenantName : tenant.id
  const base = `${authority}/${segment}`
  const oauth = version === '2.0' ? `${base}/oauth2/v2.0` : `${base}/oauth2`
  const issuerOf = version === '2.0' ? issuerV2 : issuerV1
  return {
    token_endpoint: `${oauth}/token`,
    token_endpoint_auth_methods_supported: [
      'client_secret_post',
      'private_key_jwt',
      'client_secret_basic',
    ],
    jwks_uri: `${base}/discovery/${version === '2.0' ? 'v2.0/' : ''}keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    // A shared endpoint does not know the tenant yet; clients put it in (`{tenantid}` literally).
    issuer: issuerOf(shared ? '{tenantid}' : tenant.id),
    request_uri_parameter_supported: false,
    userinfo_endpoint: 'https://graph.microsoft.com/oidc/userinfo',
    authorization_endpoint: `${oauth}/authorize`,
    device_authorization_endpoint: `${oauth}/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${oauth}/logout`,
    claims_supported:
      'sub iss aud exp iat nonce name preferred_username oid tid ver roles groups'.split(' '),
    code_challenge_methods_supported: ['S256'],
    tenant_region_scope: 'EU',
    cloud_instance_name: 'microsoftonline.com',
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: 'graph.microsoft.com',
    rbac_url: 'https://pas.windows.net',
  }
}

/** `GET /common/discovery/instance`: which hosts are one authority. */
export function instanceDiscovery(endpoint: string | undefined): object {
  const host = hostOf(endpoint)
  if (host === null || !aliases.includes(host)) {
    throw badRequest(
      50049,
      `Unknown or invalid instance '${printable(endpoint ?? '')}'.`,
      'invalid_instance',
    )
  }
  const [, tenantName = 'common'] = new URL(endpoint ?? authority).pathname.split('/')
  return {
    tenant_discovery_endpoint: `${authority}/${tenantName || 'common'}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [
      {
        preferred_network: 'login.microsoftonline.com',
        preferred_cache: 'login.windows.net',
        aliases,
      },
    ],
  }
}

/** RFC 7517, with the certificate as Entra adds it. */
export function keySet(key: SigningKey, tenant: TenantIdentity): object {
  const { n, e } = key.publicKey.export({ format: 'jwk' })
  return {
    keys: [
      {
        kty: 'RSA',
        use: 'sig',
        alg: 'RS256',
        kid: key.kid,
        x5t: key.kid,
        n,
        e,
        x5c: [Buffer.from(key.certificate).toString('base64')],
        issuer: issuerV2(tenant.id),
      },
    ],
  }
}

function hostOf(url: string | undefined): string | null {
  return url !== undefined && URL.canParse(url) ? new URL(url).hostname : null
}
