import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { conforming } from '#lib/testing/conforming.ts'
import { insertRoleAssignment } from '../arm/authorization/assignments.ts'
import { builtInRoles } from '../arm/authorization/built-in-roles.ts'
import { insertResourceGroup, insertSubscription } from '../arm/subscriptions/table.ts'
import { insertVault, type NewVault } from '../arm/vaults/table.ts'
import {
  type AccessPolicyEntry,
  vaultDefaults as ordinaryVault,
} from '../arm/vaults/vault-record.ts'
import type { CloudContext } from '../context.ts'
import { createAuthorities } from '../issuers/authorities.ts'
import type { TokenClaims, TokenVerifier } from '../login/verify.ts'
import { openStore } from '../store/store.ts'
import { createVaultApp, type VaultApp } from './app.ts'

/*
 * For tests only: a vault app on a store of its own, with a clock and tokens that the test chooses.
 */

export const tenant = { id: 'cccccccc-0000-4000-8000-00000000000c', domain: 'contoso.example' }
export const subscription = '11111111-1111-4111-8111-111111111111'
export const everything = ['all']

export interface VaultUnderTest {
  ctx: CloudContext
  app: VaultApp
  lines: object[]
  /** Moves the clock. */
  setNow(now: Date): void
  /** Adds the vault; by default `admin` may do everything by access policy. */
  addVault(vault: Partial<NewVault> & { name: string }): Promise<void>
  assignRole(role: string, principalId: string, scope: string): Promise<void>
  /** Sends a request as `admin` unless told otherwise and reads the JSON answer. */
  send(method: string, url: string, options?: SendOptions): Promise<Answer>
  close(): Promise<void>
}

export interface SendOptions {
  /** Claims over those of `admin`; null sends no token. */
  as?: Partial<TokenClaims> | null
  body?: unknown
  headers?: Record<string, string>
  remoteAddress?: string
  /** Default `7.6`; null leaves it out. */
  apiVersion?: string | null
}

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
  body: any
}

export const adminId = 'aaaaaaaa-0000-4000-8000-000000000001'

/** Tokens are the claims themselves as JSON in base64url, or `bad:<reason>:<found>`. */
const tokens: TokenVerifier = {
  verify(token) {
    const [kind, reason, ...found] = token.split(':')
    if (kind === 'bad' && (reason === 'audience' || reason === 'issuer')) {
      return { ok: false, reason, found: found.join(':') }
    }
    if (kind === 'bad' && (reason === 'expired' || reason === 'signature')) {
      return { ok: false, reason }
    }
    if (kind === 'bad') return { ok: false, reason: 'malformed' }
    return { ok: true, claims: JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) }
  },
}

export function claims(over: Partial<TokenClaims> = {}): TokenClaims {
  return {
    aud: 'https://vault.azure.net',
    iss: `https://sts.windows.net/${tenant.id}/`,
    tid: tenant.id,
    oid: adminId,
    sub: adminId,
    appid: 'bbbbbbbb-0000-4000-8000-00000000000b',
    appidacr: '0',
    idtyp: 'user',
    upn: 'admin@contoso.example',
    ver: '1.0',
    uti: 'u',
    exp: 2,
    nbf: 1,
    iat: 1,
    ...over,
  }
}

export function policyEntry(
  objectId: string,
  permissions: AccessPolicyEntry['permissions'],
  applicationId?: string,
): AccessPolicyEntry {
  return {
    tenantId: tenant.id,
    objectId,
    permissions,
    ...(applicationId === undefined ? {} : { applicationId }),
  }
}

/** @param options.answerAfterMs how long authorities take; by default no time */
export async function openVaultUnderTest(
  options: { answerAfterMs?: () => number } = {},
): Promise<VaultUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-vault-'))
  const store = openStore(folder)
  const lines: object[] = []
  let now = new Date('2026-05-01T08:00:00.000Z')
  const ctx: CloudContext = {
    store,
    clock: { now: () => now },
    tokens,
    tenant,
    log: (line) => lines.push(line),
  }
  await store.write((db) => {
    insertSubscription(db, { id: subscription, tenantId: tenant.id, displayName: 'Production' })
    insertResourceGroup(db, {
      subscriptionId: subscription,
      name: 'rg',
      location: 'westeurope',
      tags: {},
    })
  })
  const app = createVaultApp(ctx, {
    authorities: createAuthorities(ctx, { answerAfterMs: options.answerAfterMs ?? (() => 0) }),
  })
  const checked = conforming(app)
  let assignments = 0
  const under: VaultUnderTest = {
    ctx,
    app,
    lines,
    setNow: (date) => {
      now = date
    },
    addVault: (vault) =>
      store.write((db) => {
        insertVault(db, { ...vaultDefaults, ...vault })
      }),
    assignRole: (role, principalId, scope) =>
      store.write((db) => {
        assignments += 1
        insertRoleAssignment(db, {
          id: `00000000-0000-4000-8000-${String(assignments).padStart(12, '0')}`,
          scope,
          roleId: builtInRoles.find((one) => one.name === role)?.id ?? '',
          principalId,
          principalType: 'User',
          createdAt: new Date(0),
          createdBy: adminId,
        })
      }),
    send: (method, url, options = {}) => send(checked, method, url, options),
    async close() {
      await app.settled()
      store.close()
      rmSync(folder, { recursive: true, force: true })
      checked.assertConforming()
    },
  }
  return under
}

const at = '2026-01-01T00:00:00.000Z'
/** What a vault needs besides its name. */
export const vaultDefaults: Omit<NewVault, 'name'> = {
  resourceGroup: 'rg',
  subscriptionId: subscription,
  location: 'westeurope',
  tags: {},
  systemData: {
    createdBy: 'ops@contoso.example',
    createdByType: 'User',
    createdAt: at,
    lastModifiedBy: 'ops@contoso.example',
    lastModifiedByType: 'User',
    lastModifiedAt: at,
  },
  ...ordinaryVault,
  tenantId: tenant.id,
  sku: { family: 'A', name: 'standard' },
  accessPolicies: [
    policyEntry(adminId, { certificates: everything, keys: everything, secrets: everything }),
  ],
}

async function send(
  app: Pick<VaultApp, 'fetch'>,
  method: string,
  target: string,
  options: SendOptions,
): Promise<Answer> {
  const url = new URL(target.includes('://') ? target : `https://kv.vault.azure.net${target}`)
  const apiVersion = options.apiVersion === undefined ? '7.6' : options.apiVersion
  if (apiVersion !== null && !url.searchParams.has('api-version')) {
    url.searchParams.set('api-version', apiVersion)
  }
  const headers = new Headers(options.headers)
  if (options.as !== null && !headers.has('authorization')) {
    const token = Buffer.from(JSON.stringify(claims(options.as))).toString('base64url')
    headers.set('authorization', `Bearer ${token}`)
  }
  const request = new Request(url, {
    method,
    headers,
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  })
  const response = await app.fetch(request, {
    remoteAddress: options.remoteAddress ?? '127.0.0.1',
    tlsVersion: 'TLSv1.3',
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? null : JSON.parse(text),
  }
}
