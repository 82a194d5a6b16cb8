import type { CertificateWrite, Policy } from '#lib/domain/show-as-code/write.ts'

const vault = 'contoso-prod'
const name = 'www'
const version = '0123456789abcdef0123456789abcdef'

export const samplePolicy: Policy = {
  issuer: 'Self',
  subject: `CN=www.contoso.com, O="Conto's, Inc."`,
  names: { dns: ['www.contoso.com', '*.contoso.com'], emails: [], upns: [] },
  kty: 'RSA',
  size: 2048,
  curve: null,
  exportable: true,
  reuseKey: false,
  contentType: 'application/x-pkcs12',
  keyUsage: ['digitalSignature', 'keyEncipherment'],
  extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'],
  validityMonths: 3,
  lifetimeAction: { action: 'AutoRenew', daysBeforeExpiry: null, lifetimePercentage: 80 },
  enabled: true,
}

const elliptic: Policy = {
  ...samplePolicy,
  issuer: 'digicert',
  certificateType: 'OV-SSL',
  certificateTransparency: false,
  kty: 'EC-HSM',
  size: null,
  curve: 'P-256',
  exportable: false,
  reuseKey: true,
  keyUsage: ['digitalSignature', 'cRLSign'],
  lifetimeAction: { action: 'EmailContacts', daysBeforeExpiry: 30, lifetimePercentage: null },
  enabled: false,
}

const everyName = {
  dns: ['www.contoso.com'],
  emails: ['ops@contoso.com'],
  upns: ['ops@contoso.onmicrosoft.com'],
}

const imported = {
  kind: 'import',
  vault,
  name,
  file: "from Jane's laptop.pfx",
  contentType: 'application/x-pkcs12',
  policy: {
    issuer: 'Unknown',
    subject: 'CN=brought',
    exportable: true,
    lifetimeAction: { action: 'EmailContacts', daysBeforeExpiry: null, lifetimePercentage: 80 },
  },
} as const

const issuer = { kind: 'set-issuer', vault, issuer: 'digicert' } as const
const digicert = {
  provider: 'DigiCert',
  accountId: '4711',
  organizationId: '815',
  credential: 'API key',
} as const
const administrators = [
  { firstName: 'Pat', lastName: "O'Hara", email: 'pat@contoso.com', phone: '+49 30 1' },
  { email: 'kim@contoso.com' },
] as const

const exported = { kind: 'export-private', vault, name, version } as const
const ann = { email: 'ann@contoso.com', name: "Ann O'Neil", phone: '+49 30 2' }
const bob = { email: 'bob@contoso.com' }

/** One write of each kind at least, by what is special about it. */
export const sampleWrites: Readonly<Record<string, CertificateWrite>> = {
  'create self-signed': {
    kind: 'create',
    vault,
    name,
    policy: samplePolicy,
    tags: { env: 'prod', note: "it's ours" },
  },
  'create from an issuer, disabled, EC': {
    kind: 'create',
    vault,
    name,
    policy: elliptic,
    enabled: false,
  },
  'create with e-mail names': {
    kind: 'create',
    vault,
    name,
    policy: { ...samplePolicy, names: everyName },
  },
  'create with addresses': {
    kind: 'create',
    vault,
    name,
    policy: { ...samplePolicy, names: { ips: ['192.0.2.7'], uris: ['urn:contoso:1'] } },
  },
  'create with a tag for no CLI': {
    kind: 'create',
    vault,
    name,
    policy: samplePolicy,
    tags: { owner: '@ops', '-x': 'a=@b' },
  },
  'import with a password': { ...imported, protected: true, tags: { env: 'prod' } },
  'import without, disabled': { ...imported, protected: false, enabled: false },
  merge: { kind: 'merge', vault, name, chain: ['MIIBleaf', `MIIB${'x'.repeat(80)}`] },
  'update version': { kind: 'update-version', vault, name, version, enabled: false },
  'update version, tags': {
    kind: 'update-version',
    vault,
    name,
    version,
    enabled: true,
    tags: { env: 'prod' },
  },
  'update version, no tags': { kind: 'update-version', vault, name, version, tags: {} },
  'update policy': { kind: 'update-policy', vault, name, policy: samplePolicy },
  'update policy, no action': {
    kind: 'update-policy',
    vault,
    name,
    policy: { ...samplePolicy, lifetimeAction: null },
  },
  'cancel operation': { kind: 'cancel-operation', vault, name },
  'delete operation': { kind: 'delete-operation', vault, name },
  delete: { kind: 'delete', vault, name },
  recover: { kind: 'recover', vault, name },
  purge: { kind: 'purge', vault, name: '-www' },
  backup: { kind: 'backup', vault, name },
  restore: { kind: 'restore', vault, file: 'www.backup' },
  'export PFX': { ...exported, stored: 'application/x-pkcs12', format: 'pfx', protect: false },
  'export PFX with a password': { ...exported, stored: null, format: 'pfx', protect: true },
  'export PEM of a PFX': {
    ...exported,
    stored: 'application/x-pkcs12',
    format: 'pem',
    protect: false,
  },
  'export PEM': { ...exported, stored: 'application/x-pem-file', format: 'pem', protect: false },
  'export PFX of a PEM': {
    ...exported,
    stored: 'application/x-pem-file',
    format: 'pfx',
    protect: true,
  },
  'set DigiCert': { ...issuer, settings: digicert },
  'set GlobalSign': {
    ...issuer,
    issuer: 'globalsign',
    settings: {
      provider: 'GlobalSign',
      accountId: 'PAR12345',
      organizationId: '',
      administrators,
      enabled: false,
      credential: 'password',
    },
  },
  'update issuer': {
    kind: 'update-issuer',
    vault,
    issuer: 'digicert',
    provider: 'DigiCert',
    credential: 'API key',
    change: { organizationId: '816', enabled: false },
  },
  'update issuer, its credential and people': {
    kind: 'update-issuer',
    vault,
    issuer: 'digicert',
    provider: 'DigiCert',
    credential: 'API key',
    change: { accountId: '4712', newCredential: true, administrators },
  },
  'delete issuer': { kind: 'delete-issuer', vault, issuer: 'digicert' },
  'set contacts': { kind: 'set-contacts', vault, before: [bob], after: [ann] },
  'set a contact of an address alone': { kind: 'set-contacts', vault, before: [], after: [bob] },
  'remove contacts': { kind: 'set-contacts', vault, before: [ann, bob], after: [] },
}
