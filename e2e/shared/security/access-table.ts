import { defaultDraft } from '#lib/domain/certificates/policy/draft.ts'
import type { Role } from '../http-session.ts'
import { accessActions } from './access-actions.ts'
import { multipart } from './multipart.ts'
import { networkActions } from './network-actions.ts'

/**
 * Who may do what, as one table that is read by people and executed by `access.e2e.ts`. A page, a route or
 * an action that the build has and this table has not fails the test, and the other way round.
 */
export type Access =
  /** Anybody, signed in or not. */
  | 'everybody'
  /** Anybody with a session, even without a role. */
  | 'signed-in'
  | readonly Role[]

export const ops = ['SecurityOperations'] as const
export const anyRole = ['SecurityOperations', 'Developer', 'Auditor'] as const

export interface Method {
  readonly access: Access
  /** What those get who may: the request that the test sends holds nothing that could change something. */
  readonly answer: number
  readonly contentType?: string
  readonly body?: string
}

export interface Route {
  /** `{version}`, `{subscription}` and `{tenant}` are filled in by the test. */
  readonly path: string
  readonly methods: Readonly<Record<string, Method>>
}

const read = (access: Access): Record<string, Method> => ({ GET: { access, answer: 200 } })

const certificate = '/api/certificates/contoso-dev/www-dev'

/** Route handlers, by the path that the build gives them. */
export const routes: Readonly<Record<string, Route>> = {
  '/api/access/[vault]': {
    path: '/api/access/contoso-dev?certificate=www-dev',
    methods: read(ops),
  },
  '/api/access-policies/[vault]': { path: '/api/access-policies/contoso-dev', methods: read(ops) },
  '/api/permission-model/[vault]': {
    path: '/api/permission-model/contoso-dev',
    methods: read(ops),
  },
  '/api/checks/[vault]': { path: '/api/checks/contoso-dev', methods: read(ops) },
  '/api/roles/[vault]': { path: '/api/roles/contoso-dev', methods: read(ops) },
  '/api/principal-access/[principal]': {
    path: '/api/principal-access/c5c5c5c5-0000-4000-8000-000000000003',
    methods: read(ops),
  },
  '/api/principals': { path: '/api/principals?q=dev', methods: read(ops) },
  '/api/activity': { path: '/api/activity?vault=contoso-dev', methods: read(ops) },
  '/api/attention': { path: '/api/attention', methods: read(ops) },
  '/api/certificates': { path: '/api/certificates?vault=contoso-dev', methods: read(ops) },
  '/api/certificates/[vault]/[name]': { path: certificate, methods: read(ops) },
  '/api/certificates/[vault]/[name]/hazards': {
    path: `${certificate}/hazards`,
    methods: read(ops),
  },
  '/api/certificates/[vault]/[name]/name-use': {
    path: `${certificate}/name-use`,
    methods: read(ops),
  },
  '/api/certificates/[vault]/[name]/versions': {
    path: `${certificate}/versions`,
    methods: read(ops),
  },
  '/api/certificates/[vault]/[name]/versions/[version]': {
    path: `${certificate}/versions/{version}`,
    methods: read(ops),
  },
  '/api/certificates/[vault]/[name]/versions/[version]/public': {
    path: `${certificate}/versions/{version}/public?format=pem`,
    methods: read(ops),
  },
  '/api/certificates/[vault]/[name]/versions/[version]/private': {
    path: `${certificate}/versions/{version}/private`,
    methods: {
      POST: {
        access: ops,
        answer: 200,
        contentType: 'application/json',
        body: JSON.stringify({ format: 'pem', password: '', reason: 'Test of the access table' }),
      },
    },
  },
  '/api/contacts/[vault]': { path: '/api/contacts/contoso-dev', methods: read(ops) },
  '/api/contacts/[vault]/preview': {
    path: '/api/contacts/contoso-dev/preview',
    methods: read(ops),
  },
  '/api/renewal-hazards': { path: '/api/renewal-hazards', methods: read(ops) },
  '/api/certificates/[vault]/[name]/versions/[version]/chain': {
    path: `${certificate}/versions/{version}/chain`,
    methods: {
      POST: {
        access: ops,
        answer: 200,
        contentType: 'application/json',
        body: JSON.stringify({ format: 'p7b', reason: 'Test of the access table' }),
      },
    },
  },
  '/api/certificate-backups/[vault]': {
    path: '/api/certificate-backups/contoso-dev',
    // No file: those who may ask are told so.
    methods: { POST: { access: ops, answer: 400, ...multipart([]) } },
  },
  '/api/certificate-backups/[vault]/[name]': {
    path: '/api/certificate-backups/contoso-dev/www-dev',
    methods: {
      POST: { access: ops, answer: 200, contentType: 'application/json', body: '{}' },
    },
  },
  '/api/deleted-certificates': { path: '/api/deleted-certificates', methods: read(ops) },
  '/api/fleet/certificates': { path: '/api/fleet/certificates', methods: read(ops) },
  '/api/fleet/details': {
    path: '/api/fleet/details',
    methods: {
      POST: {
        access: ops,
        answer: 200,
        contentType: 'application/json',
        body: JSON.stringify({ items: [['contoso-dev', 'www-dev', null]], purpose: 'scan' }),
      },
    },
  },
  '/api/health': { path: '/api/health', methods: read('everybody') },
  '/api/import-previews': {
    path: '/api/import-previews',
    // No file: those who may ask are told so.
    methods: {
      POST: { access: ops, answer: 400, ...multipart([]) },
    },
  },
  '/api/merge-previews': {
    path: '/api/merge-previews',
    // No vault and no file: those who may ask are told so.
    methods: {
      POST: { access: ops, answer: 400, ...multipart([]) },
    },
  },
  '/api/pending': { path: '/api/pending', methods: read(ops) },
  '/api/issuers': { path: '/api/issuers?vault=contoso-prod', methods: read(ops) },
  '/api/issuers/[vault]/[name]': {
    path: '/api/issuers/contoso-prod/DigiCert',
    methods: read(ops),
  },
  '/api/issuers/[vault]/[name]/uses': {
    path: '/api/issuers/contoso-prod/DigiCert/uses',
    methods: read(ops),
  },
  '/api/mails': { path: '/api/mails', methods: read(ops) },
  '/api/session': {
    path: '/api/session',
    methods: {
      GET: { access: 'signed-in', answer: 200 },
      // Without a token there is nobody to begin a session for.
      POST: { access: 'everybody', answer: 401, contentType: 'application/json', body: '{}' },
      DELETE: { access: 'signed-in', answer: 204 },
    },
  },
  '/api/network/[vault]': { path: '/api/network/contoso-dev', methods: read(ops) },
  '/api/network/[vault]/addresses': {
    path: '/api/network/contoso-dev/addresses',
    methods: read(ops),
  },
  '/api/workspaces': { path: '/api/workspaces', methods: read(ops) },
  '/api/subnets': { path: '/api/subnets', methods: read(ops) },
  '/api/vault-environments': { path: '/api/vault-environments', methods: read(ops) },
  '/api/vaults': { path: '/api/vaults', methods: read(ops) },
  '/api/vaults/[vault]': { path: '/api/vaults/contoso-dev', methods: read(ops) },
  '/api/vaults/[vault]/template': {
    path: '/api/vaults/contoso-dev/template?format=bicep',
    methods: read(ops),
  },
  '/api/deleted-vaults': { path: '/api/deleted-vaults', methods: read(ops) },
  '/api/vault-places': { path: '/api/vault-places', methods: read(ops) },
  '/api/vault-places/[subscription]': {
    path: '/api/vault-places/{subscription}',
    methods: read(ops),
  },
  '/api/vault-places/[subscription]/names/[name]': {
    path: '/api/vault-places/{subscription}/names/contoso-dev',
    methods: read(ops),
  },
  '/api/visible-vaults': { path: '/api/visible-vaults', methods: read(anyRole) },
  '/embedded/login/[...path]': {
    path: '/embedded/login/{tenant}/discovery/v2.0/keys',
    methods: { GET: { access: 'everybody', answer: 200 } },
  },
  '/icon.svg': { path: '/icon.svg', methods: read('everybody') },
}

export interface Action {
  readonly access: readonly Role[]
  /** Well-formed, and about a certificate that does not exist, so that nothing happens. */
  readonly input: object
  /** What those get who may. */
  readonly failure: string
}

/** In a subscription that nobody has. */
const noVault = {
  subscriptionId: '00000000-0000-4000-8000-000000000000',
  resourceGroup: 'no-such-group',
  vault: 'no-such-vault',
}
const noSettings = {
  tags: {},
  sku: 'standard',
  purgeProtection: false,
  forDeployment: false,
  forDiskEncryption: false,
  forTemplates: false,
}

const missing = { vault: 'contoso-dev', name: 'no-such-certificate' }

/** Server actions, by the name under which they are exported. */
export const actions: Readonly<Record<string, Action>> = {
  createCertificateAction: {
    access: ops,
    input: { ...missing, name: 'not a name' },
    failure: 'validation',
  },
  importCertificateAction: {
    access: ops,
    input: {
      ...missing,
      file: Buffer.from('not a certificate').toString('base64'),
      password: '',
      entry: 0,
      enabled: true,
      exportable: true,
      tags: {},
    },
    failure: 'invalid-input',
  },
  updateVersionAction: {
    access: ops,
    input: { ...missing, version: '0'.repeat(32), enabled: false },
    failure: 'not-found',
  },
  updatePolicyAction: {
    access: ops,
    input: { ...missing, seen: '', policy: { ...defaultDraft, subject: 'CN=www.example' } },
    failure: 'not-found',
  },
  createVersionAction: { access: ops, input: { ...missing, seen: '' }, failure: 'not-found' },
  updateNewestAction: {
    access: ops,
    input: { ...missing, enabled: false },
    failure: 'not-found',
  },
  updateLifetimeAction: {
    access: ops,
    input: {
      ...missing,
      lifetimeAction: { action: 'EmailContacts', daysBeforeExpiry: 30, lifetimePercentage: null },
    },
    failure: 'not-found',
  },
  deleteCertificateAction: {
    access: ops,
    input: { ...missing, confirm: missing.name },
    failure: 'not-found',
  },
  recoverCertificateAction: { access: ops, input: missing, failure: 'not-found' },
  purgeCertificateAction: {
    access: ops,
    input: { ...missing, confirm: missing.name },
    failure: 'not-found',
  },
  cancelOperationAction: { access: ops, input: missing, failure: 'not-found' },
  deleteOperationAction: {
    access: ops,
    input: { ...missing, confirm: missing.name },
    failure: 'not-found',
  },
  mergeCertificateAction: {
    access: ops,
    input: { ...missing, chain: ['AAAA'], despiteWarnings: false },
    failure: 'not-found',
  },
  createIssuerAction: {
    access: ops,
    input: {
      vault: 'contoso-dev',
      name: 'not a name',
      provider: 'DigiCert',
      accountId: 'a',
      credential: 'b',
      organizationId: 'c',
      administrators: [],
      enabled: true,
    },
    failure: 'validation',
  },
  updateIssuerAction: {
    access: ops,
    input: { vault: 'contoso-dev', name: 'no-such-issuer', enabled: false },
    failure: 'not-found',
  },
  deleteIssuerAction: {
    access: ops,
    input: {
      vault: 'contoso-dev',
      name: 'no-such-issuer',
      confirm: 'no-such-issuer',
      uses: null,
    },
    failure: 'not-found',
  },
  // Begun from a list that the vault never had.
  updateContactsAction: {
    access: ops,
    input: {
      vault: 'contoso-prod',
      before: [{ name: '', email: 'nobody@contoso.example', phone: '' }],
      contacts: [],
    },
    failure: 'changed-meanwhile',
  },
  createVaultAction: {
    access: ops,
    input: { ...noVault, name: 'not a name' },
    failure: 'validation',
  },
  updateVaultAction: {
    access: ops,
    input: { ...noVault, before: noSettings, change: { sku: 'premium' } },
    failure: 'not-found',
  },
  deleteVaultAction: {
    access: ops,
    input: { ...noVault, confirm: noVault.vault },
    failure: 'not-found',
  },
  recoverVaultAction: {
    access: ops,
    input: { ...noVault, location: 'westeurope', tenantId: noVault.subscriptionId },
    failure: 'not-found',
  },
  purgeVaultAction: {
    access: ops,
    input: { ...noVault, location: 'westeurope', confirm: noVault.vault },
    failure: 'not-found',
  },
  ...accessActions,
  ...networkActions,
}
