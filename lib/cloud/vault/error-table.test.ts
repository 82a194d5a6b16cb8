import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import {
  type Answer,
  openVaultUnderTest,
  type SendOptions,
  type VaultUnderTest,
} from './vault-under-test.ts'

/*
 * The errors of the data plane, each with the status, code, inner error and message of the service
 * (recorded traffic and https://learn.microsoft.com/azure/key-vault/general/rest-error-codes).
 */

let vault: VaultUnderTest
let ssl: OpenSsl
const blobs = { key: '', secret: '' }

const stranger = { oid: 'dddddddd-0000-4000-8000-00000000000d' }
const app = 'bbbbbbbb-0000-4000-8000-00000000000b'
const iss = 'iss=https://sts.windows.net/cccccccc-0000-4000-8000-00000000000c/'
const strangerLine = `Caller: appid=${app};oid=${stranger.oid};${iss}`
const adminLine = `Caller: appid=${app};oid=aaaaaaaa-0000-4000-8000-000000000001;${iss}`
const version = '0123456789abcdef0123456789abcdef'
const ec = { kty: 'EC', crv: 'P-256' }
const digest = Buffer.alloc(32).toString('base64url')
const link = (id: number) => `https://go.microsoft.com/fwlink/?linkid=${id}`
const self = (name: string) => ({
  issuer: { name: 'Self' },
  key_props: ec,
  x509_props: { subject: `CN=${name}` },
})
const past = Math.floor(Date.parse('2026-01-01T00:00:00Z') / 1000)
const future = Math.floor(Date.parse('2030-01-01T00:00:00Z') / 1000)

async function ok(method: string, path: string, body?: object, host = 'kv'): Promise<Answer> {
  const answer = await vault.send(
    method,
    `https://${host}.vault.azure.net${path}`,
    body === undefined ? {} : { body },
  )
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  return answer
}

beforeAll(async () => {
  ssl = openSsl()
  vault = await openVaultUnderTest()
  await vault.addVault({ name: 'kv' })
  await vault.addVault({ name: 'protected', enablePurgeProtection: true })
  await vault.addVault({ name: 'roles', enableRbacAuthorization: true })
  await vault.addVault({ name: 'premium', sku: { family: 'A', name: 'premium' } })
  await vault.addVault({ name: 'closed', publicNetworkAccess: 'Disabled' })
  const rules = { defaultAction: 'Deny', ipRules: [], virtualNetworkRules: [] }
  await vault.addVault({ name: 'walled', networkAcls: { ...rules, bypass: 'AzureServices' } })
  await vault.addVault({ name: 'sealed', networkAcls: { ...rules, bypass: 'None' } })

  for (const host of ['kv', 'protected']) {
    await ok('POST', '/certificates/gone/create', { policy: self('gone') }, host)
    await vault.app.settled()
    await ok('DELETE', '/certificates/gone', undefined, host)
    await ok('PUT', '/secrets/lost', { value: 'v' }, host)
    await ok('DELETE', '/secrets/lost', undefined, host)
    await ok('POST', '/keys/lapsed/create', ec, host)
    await ok('DELETE', '/keys/lapsed', undefined, host)
  }
  await ok('POST', '/certificates/www/create', { policy: self('www') })
  await vault.app.settled()
  await ok('PUT', '/secrets/kept', { value: 'v' })
  await ok('PUT', '/secrets/off', { value: 'v', attributes: { enabled: false } })
  await ok('POST', '/keys/off/create', { kty: 'RSA', attributes: { enabled: false } })
  await ok('POST', '/keys/signing/create', { ...ec, key_ops: ['sign'] })
  await ok('POST', '/keys/early/create', { ...ec, attributes: { nbf: future } })
  await ok('POST', '/keys/late/create', { ...ec, attributes: { exp: past } })
  blobs.key = (await ok('POST', '/keys/signing/backup')).body.value
  blobs.secret = (await ok('POST', '/secrets/kept/backup')).body.value
  await ok('PUT', '/certificates/issuers/digicert', {
    provider: 'DigiCert',
    credentials: { account_id: '1', pwd: 'secret' },
    org_details: { id: '1' },
  })
  await ok('POST', '/certificates/asked/create', {
    policy: { ...self('asked'), issuer: { name: 'Unknown' } },
  })
  ssl.makeKey('stranger', 'P-256')
  ssl.makeCertificate('stranger', '/CN=stranger')
})
afterAll(async () => {
  ssl.dispose()
  await vault.close()
})

type Asked = [method: string, path: string, options?: SendOptions & { host?: string }]

interface Row {
  what: string
  request: () => Asked | Promise<Asked>
  status: number
  code: string
  inner?: string
  /** Text, its beginning where the service's own words go on, or null where they are not published. */
  message: string | RegExp | null
}

const noSuch = (kind: string, id: string) =>
  `A ${kind} with (name/id) ${id} was not found in this key vault. If you recently deleted this ${kind} you may be ` +
  `able to recover it using the correct recovery command. For help resolving this issue, please see ${link(2125182)}`
const stillDeleted = (kind: string, name: string) =>
  `${kind} ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, ` +
  `the ${kind.toLowerCase()} can only be recovered or purged.`
const noPermission = (area: string, permission: string) =>
  `The user, group or application 'appid=${app};oid=${stranger.oid};numgroups=0;${iss}' does not have ${area} ` +
  `${permission} permission on key vault 'kv;location=westeurope'. For help resolving this issue, please see ${link(2125287)}`
const isManaged = (operation: string) =>
  `Operation "${operation}" is not allowed as this object's lifetime is managed by Key Vault.`
const purgeRefused =
  'Operation "purge" is not allowed because purge protection is enabled for this vault. Key Vault service will ' +
  'automatically purge it after the retention period has passed.\r\nVault: protected;location=westeurope'
const body = (value: object): SendOptions => ({ body: value })
const pem = () => ssl.text('stranger.crt')
const leaf = () => pem().replaceAll(/-----[A-Z ]+-----|\s/g, '')

const rows: readonly Row[] = [
  {
    what: 'a merge while an authority is at work',
    // Ordered here: the authority answers two seconds after that.
    request: async () => {
      const policy = { ...self('ordered'), issuer: { name: 'digicert' } }
      await ok('POST', '/certificates/ordered/create', { policy })
      return ['POST', '/certificates/ordered/pending/merge', body({ x5c: [leaf()] })]
    },
    status: 403,
    code: 'Forbidden',
    message:
      'Merge is forbidden on pending object created with issuer : digicert while it is in progess.',
  },
  {
    what: 'a name with an underscore',
    request: () => ['GET', '/secrets/my_secret'],
    status: 400,
    code: 'BadParameter',
    message: 'The request URI contains an invalid name: my_secret',
  },
  {
    what: 'an unknown api-version',
    request: () => ['GET', '/secrets/a', { apiVersion: '7.9' }],
    status: 400,
    code: 'BadParameter',
    message:
      'The specified version (7.9) is not recognized. Consider using the latest supported version (2025-07-01).',
  },
  {
    what: 'key operations that do not exist',
    request: () => ['POST', '/keys/k/create', body({ ...ec, key_ops: ['fly'] })],
    status: 400,
    code: 'BadParameter',
    message: 'Property  has invalid value\r\n',
  },
  {
    what: 'a key type that does not exist',
    request: () => ['POST', '/keys/k/create', body({ kty: 'DSA' })],
    status: 400,
    code: 'BadParameter',
    message: 'Property  has invalid value\r\n',
  },
  {
    what: 'a merge with another key',
    request: () => [
      'POST',
      '/certificates/asked/pending/merge',
      body({
        x5c: [
          Buffer.from(pem().replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64').toString('base64'),
        ],
      }),
    ],
    status: 400,
    code: 'BadParameter',
    message:
      'The public key of the end-entity certificate in the specified X.509 certificate content does not match the public part of the specified private key. Please check if certificate is valid.',
  },
  {
    what: 'an import of a PEM without key',
    request: () => [
      'POST',
      '/certificates/i/import',
      body({ value: pem(), policy: { secret_props: { contentType: 'application/x-pem-file' } } }),
    ],
    status: 400,
    code: 'BadParameter',
    message:
      'Private key is not specified in the specified X.509 PEM certificate content. Please specify private key in the X.509 PEM certificate content.',
  },
  {
    what: 'an import of what is no PFX',
    request: () => [
      'POST',
      '/certificates/i/import',
      body({ value: Buffer.from('no').toString('base64'), pwd: '' }),
    ],
    status: 400,
    code: 'BadParameter',
    message:
      'The specified PKCS#12 X.509 certificate content can not be read. Please check if certificate is in valid PKCS#12 format.',
  },
  {
    what: 'an exportable key without release policy',
    request: () => [
      'POST',
      '/keys/k/create',
      { host: 'premium', body: { ...ec, attributes: { exportable: true } } },
    ],
    status: 400,
    code: 'BadParameter',
    message: 'AKV.SKR.1004: Exportable keys must have release policy.',
  },
  {
    what: 'a secret above 25 KB',
    request: () => ['PUT', '/secrets/big', body({ value: 'x'.repeat(25 * 1024 + 1) })],
    status: 400,
    code: 'BadParameter',
    message: null,
  },

  {
    what: 'no token',
    request: () => ['GET', '/secrets/a', { as: null }],
    status: 401,
    code: 'Unauthorized',
    message: 'AKV10000: Request is missing a Bearer or PoP token.',
  },

  {
    what: 'no permission on secrets',
    request: () => ['GET', '/secrets/a', { as: stranger }],
    status: 403,
    code: 'Forbidden',
    inner: 'ForbiddenByPolicy',
    message: noPermission('secrets', 'get'),
  },
  {
    what: 'no permission on certificates',
    request: () => ['GET', '/certificates', { as: stranger }],
    status: 403,
    code: 'Forbidden',
    inner: 'ForbiddenByPolicy',
    message: noPermission('certificates', 'list'),
  },
  {
    what: 'no permission for a key operation',
    request: () => [
      'POST',
      `/keys/signing/${version}/decrypt`,
      { as: stranger, body: { alg: 'RSA-OAEP', value: digest } },
    ],
    status: 403,
    code: 'Forbidden',
    inner: 'ForbiddenByPolicy',
    message: `Operation is not allowed.\r\nOperation: "decrypt"\r\nCaller: appid=${app};oid=${stranger.oid};numgroups=0;${iss}\r\nVault: kv;location=westeurope`,
  },
  {
    what: 'no role',
    request: () => ['GET', '/secrets/name', { as: stranger, host: 'roles' }],
    status: 403,
    code: 'Forbidden',
    inner: 'ForbiddenByRbac',
    message: `Caller is not authorized to perform action on resource.\r\nIf role assignments, deny assignments or role definitions were changed recently, please observe propagation time.\r\n${strangerLine}\r\nAction: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'\r\nResource: '/subscriptions/11111111-1111-4111-8111-111111111111/resourcegroups/rg/providers/microsoft.keyvault/vaults/roles/secrets/name'\r\nAssignment: (not found)\r\nDenyAssignmentId: null\r\nDecisionReason: 'DeniedWithNoValidRBAC' \r\nVault: roles;location=westeurope\r\n`,
  },
  {
    what: 'an address outside the firewall',
    request: () => ['GET', '/secrets', { host: 'walled', remoteAddress: '203.0.113.9' }],
    status: 403,
    code: 'Forbidden',
    inner: 'ForbiddenByFirewall',
    message: `Client address is not authorized and caller is not a trusted service.\r\nClient address: 203.0.113.9\r\n${adminLine}\r\nVault: walled;location=westeurope`,
  },
  {
    what: 'an address outside, with bypass None',
    request: () => ['GET', '/secrets', { host: 'sealed', remoteAddress: '203.0.113.9' }],
    status: 403,
    code: 'Forbidden',
    inner: 'ForbiddenByFirewall',
    message: `Client address is not authorized and caller was ignored because bypass is set to None\r\nClient address: 203.0.113.9\r\n${adminLine}\r\nVault: sealed;location=westeurope`,
  },
  {
    what: 'no public network access',
    request: () => ['GET', '/secrets', { host: 'closed' }],
    status: 403,
    code: 'Forbidden',
    inner: 'ForbiddenByConnection',
    message: `Public network access is disabled and request is not from a trusted service nor via an approved private link.\r\n${adminLine}\r\nVault: closed;location=westeurope`,
  },
  {
    what: 'a disabled secret',
    request: () => ['GET', '/secrets/off'],
    status: 403,
    code: 'Forbidden',
    inner: 'SecretDisabled',
    message: 'Operation get is not allowed on a disabled secret.',
  },
  {
    what: 'a disabled key',
    request: () => ['POST', '/keys/off//wrapkey', body({ alg: 'RSA-OAEP', value: digest })],
    status: 403,
    code: 'Forbidden',
    inner: 'KeyDisabled',
    message: 'Operation wrapKey is not allowed on a disabled key.',
  },
  {
    what: 'an operation that the key has not',
    request: () => [
      'POST',
      '/keys/signing//verify',
      body({ alg: 'ES256', digest, value: Buffer.alloc(64).toString('base64url') }),
    ],
    status: 403,
    code: 'Forbidden',
    inner: 'KeyOperationForbidden',
    message: 'Operation verify is not permitted on this key.',
  },
  {
    what: 'a key before its time',
    request: () => ['POST', '/keys/early//sign', body({ alg: 'ES256', value: digest })],
    status: 403,
    code: 'Forbidden',
    inner: 'KeyNotYetValid',
    message: null,
  },
  {
    what: 'a key after its time',
    request: () => ['POST', '/keys/late//sign', body({ alg: 'ES256', value: digest })],
    status: 403,
    code: 'Forbidden',
    inner: 'KeyExpired',
    message: null,
  },
  {
    what: 'deleting the key of a certificate',
    request: () => ['DELETE', '/keys/www'],
    status: 403,
    code: 'Forbidden',
    inner: 'KeyManagedByKeyVault',
    message: isManaged('delete'),
  },
  {
    what: 'deleting the secret of a certificate',
    request: () => ['DELETE', '/secrets/www'],
    status: 403,
    code: 'Forbidden',
    inner: 'SecretManagedByKeyVault',
    message: isManaged('delete'),
  },
  {
    what: 'purging a protected certificate',
    request: () => ['DELETE', '/deletedcertificates/gone', { host: 'protected' }],
    status: 403,
    code: 'Forbidden',
    message: purgeRefused,
  },
  {
    what: 'purging a protected key',
    request: () => ['DELETE', '/deletedkeys/lapsed', { host: 'protected' }],
    status: 403,
    code: 'Forbidden',
    message: purgeRefused,
  },
  {
    what: 'purging a protected secret',
    request: () => ['DELETE', '/deletedsecrets/lost', { host: 'protected' }],
    status: 403,
    code: 'Forbidden',
    message: purgeRefused,
  },

  ...(['secret', 'key', 'certificate'] as const).flatMap((kind): Row[] => {
    const title = { secret: 'Secret', key: 'Key', certificate: 'Certificate' }[kind]
    return [
      {
        what: `no such ${kind}`,
        request: () => ['GET', `/${kind}s/none`],
        status: 404,
        code: `${title}NotFound`,
        message: noSuch(kind, 'none'),
      },
      {
        what: `no such version of a ${kind}`,
        request: () => ['GET', `/${kind}s/www/${version}`],
        status: 404,
        code: `${title}NotFound`,
        message: noSuch(kind, `www/${version}`),
      },
      {
        what: `no such deleted ${kind}`,
        request: () => ['GET', `/deleted${kind}s/none`],
        status: 404,
        code: `${title}NotFound`,
        message: `Deleted ${title} not found: none`,
      },
    ]
  }),
  {
    what: 'no pending operation',
    request: () => ['GET', '/certificates/none/pending'],
    status: 404,
    code: 'PendingCertificateNotFound',
    message: 'Pending certificate not found: none',
  },
  {
    what: 'another request than the pending one',
    request: () => ['GET', `/certificates/asked/pending?request_id=${version}`],
    status: 404,
    code: 'PendingCertificateNotFound',
    message: 'Pending certificate not found: asked',
  },
  {
    what: 'no such issuer',
    request: () => ['GET', '/certificates/issuers/none'],
    status: 404,
    code: 'CertificateIssuerNotFound',
    message: 'Issuer not found',
  },
  {
    what: 'no contacts',
    request: () => ['GET', '/certificates/contacts'],
    status: 404,
    code: 'ContactsNotFound',
    message: 'Contacts not found',
  },

  {
    what: 'the name of a deleted secret',
    request: () => ['PUT', '/secrets/lost', body({ value: 'v' })],
    status: 409,
    code: 'Conflict',
    inner: 'ObjectIsDeletedButRecoverable',
    message: stillDeleted('Secret', 'lost'),
  },
  {
    what: 'the name of a deleted key',
    request: () => ['POST', '/keys/lapsed/create', body(ec)],
    status: 409,
    code: 'Conflict',
    inner: 'ObjectIsDeletedButRecoverable',
    message: stillDeleted('Key', 'lapsed'),
  },
  {
    what: 'the name of a deleted certificate',
    request: () => ['POST', '/certificates/gone/create', body({ policy: self('gone') })],
    status: 409,
    code: 'Conflict',
    inner: 'ObjectIsDeletedButRecoverable',
    message: stillDeleted('Certificate', 'gone'),
  },
  {
    what: 'a second pending operation',
    request: () => ['POST', '/certificates/asked/create', body({ policy: self('asked') })],
    status: 409,
    code: 'Conflict',
    message:
      "A new key vault certificate can not be created or imported while a pending key vault certificate's status is inProgress.",
  },
  {
    what: 'restoring a key onto its own name',
    request: () => ['POST', '/keys/restore', body({ value: blobs.key })],
    status: 409,
    code: 'Conflict',
    message:
      /^There was a conflict restoring the key 'https:\/\/kv\.vault\.azure\.net\/keys\/signing[^']*'\. This can happen if/,
  },
  {
    what: 'restoring a secret onto its own name',
    request: () => ['POST', '/secrets/restore', body({ value: blobs.secret })],
    status: 409,
    code: 'Conflict',
    message:
      /^Conflict while restoring secret https:\/\/kv\.vault\.azure\.net\/secrets\/kept\S* - secret already exists or concurrent access$/,
  },
]

describe('the service answers', () => {
  it.each(rows)('$status $code to $what', async ({ request, status, code, inner, message }) => {
    const [method, path, { host = 'kv', ...options } = {}] = await request()
    const answer = await vault.send(method, `https://${host}.vault.azure.net${path}`, options)
    expect(answer.status, JSON.stringify(answer.body)).toBe(status)
    expect(answer.body).toEqual({
      error: {
        code,
        message: typeof message === 'string' ? message : expect.stringMatching(message ?? /\w/),
        ...(inner === undefined ? {} : { innererror: { code: inner } }),
      },
    })
  })
})
