import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { conforming } from '#lib/testing/conforming.ts'
import type { CloudContext } from '../context.ts'
import type { TokenClaims, TokenVerifier } from '../login/verify.ts'
import { openStore } from '../store/store.ts'
import { createVaultApp } from '../vault/app.ts'
import type { Answer } from '../vault/vault-under-test.ts'
import { createArmApp } from './app.ts'
import { insertRoleAssignment } from './authorization/assignments.ts'
import { builtInRoles } from './authorization/built-in-roles.ts'
import { insertResourceGroup, insertSubscription } from './subscriptions/table.ts'

/*
 * For tests only: the management plane, each answer held against its official description, and the vaults that it manages, on a store of their own, with
 * a clock that the test moves.
 */

export const tenantId = 'cccccccc-0000-4000-8000-00000000000c'
export const subscription = '11111111-1111-4111-8111-111111111111'
export const group = `/subscriptions/${subscription}/resourceGroups/rg`
export const vaults = `${group}/providers/Microsoft.KeyVault/vaults`

/** Owner of the subscription. */
export const owner = 'aaaaaaaa-0000-4000-8000-000000000001'
export const nobody = 'aaaaaaaa-0000-4000-8000-000000000009'

export interface ArmUnderTest {
  ctx: CloudContext
  lines: object[]
  setNow(now: Date): void
  assignRole(role: string, principalId: string, scope: string): Promise<void>
  /** Calls the management plane as the owner unless told otherwise. */
  arm(method: string, target: string, options?: CallOptions): Promise<Answer>
  /** Calls a vault, `https://…`, the same way. */
  vault(method: string, url: string, options?: CallOptions): Promise<Answer>
  /** How often the vaults' worker has heard that a vault is back. */
  recoveries(): number
  /** Waits for work behind the answers. */
  settled(): Promise<void>
  close(): Promise<void>
}

export interface CallOptions {
  /** Object id of the caller; null sends no token. */
  as?: string | null
  claims?: Partial<TokenClaims>
  body?: unknown
  headers?: Record<string, string>
  /** Default `2023-07-01` for the management plane, `7.6` for vaults. */
  version?: string
}

export type { Answer }

/** Tokens are the claims themselves as JSON in base64url. */
const tokens: TokenVerifier = {
  verify: (token) => ({
    ok: true,
    claims: JSON.parse(Buffer.from(token, 'base64url').toString('utf8')),
  }),
}

export async function openArmUnderTest(): Promise<ArmUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-arm-'))
  const store = openStore(folder)
  const lines: object[] = []
  let now = new Date('2026-05-01T08:00:00.000Z')
  const ctx: CloudContext = {
    store,
    clock: { now: () => now },
    tokens,
    tenant: { id: tenantId, domain: 'contoso.example' },
    log: (line) => lines.push(line),
  }
  let assignments = 0
  const assignRole = (role: string, principalId: string, scope: string): Promise<void> =>
    store.write((db) => {
      assignments += 1
      insertRoleAssignment(db, {
        id: `00000000-0000-4000-8000-${String(assignments).padStart(12, '0')}`,
        scope,
        roleId: builtInRoles.find((one) => one.name === role)?.id ?? '',
        principalId,
        principalType: 'User',
        createdAt: new Date(0),
        createdBy: owner,
      })
    })
  await store.write((db) => {
    insertSubscription(db, { id: subscription, tenantId, displayName: 'Production' })
    insertResourceGroup(db, {
      subscriptionId: subscription,
      name: 'rg',
      location: 'westeurope',
      tags: {},
    })
  })
  await assignRole('Owner', owner, `/subscriptions/${subscription}`)
  const vault = createVaultApp(ctx)
  let recoveries = 0
  const app = createArmApp(ctx, {
    vaultRecovered() {
      recoveries += 1
      vault.worker.resume()
    },
  })
  const arm = conforming(app)
  const settled = async (): Promise<void> => {
    await Promise.all([app.settled(), vault.settled()])
  }
  return {
    ctx,
    lines,
    setNow(date) {
      now = date
    },
    assignRole,
    arm(method, target, options = {}) {
      const url = new URL(target, 'https://management.azure.com')
      return send(arm.fetch, method, url, { version: '2023-07-01', ...options })
    },
    vault: (method, url, options = {}) =>
      send(vault.fetch, method, new URL(url), { version: '7.6', ...options }),
    recoveries: () => recoveries,
    settled,
    async close() {
      await settled()
      store.close()
      rmSync(folder, { recursive: true, force: true })
      arm.assertConforming()
    },
  }
}

async function send(
  fetch: ReturnType<typeof createArmApp>['fetch'],
  method: string,
  url: URL,
  { as = owner, claims, body, headers, version = '' }: CallOptions,
): Promise<Answer> {
  if (!url.searchParams.has('api-version')) url.searchParams.set('api-version', version)
  const request = new Request(url, {
    method,
    headers: { ...(as === null ? {} : { authorization: bearer(as, claims) }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const response = await fetch(request, { remoteAddress: '203.0.113.9', tlsVersion: 'TLSv1.3' })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? null : JSON.parse(text),
  }
}

function bearer(oid: string, more: Partial<TokenClaims> = {}): string {
  const claims: TokenClaims = {
    aud: 'https://management.azure.com',
    iss: `https://sts.windows.net/${tenantId}/`,
    tid: tenantId,
    oid,
    sub: oid,
    appid: 'bbbbbbbb-0000-4000-8000-00000000000b',
    appidacr: '0',
    idtyp: 'user',
    upn: `${oid.slice(-1)}@contoso.example`,
    ver: '1.0',
    uti: 'u',
    exp: 2,
    nbf: 1,
    iat: 1,
    ...more,
  }
  return `Bearer ${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
}

/** The body of a request that makes a vault on access policies. */
export function vaultRequest(properties: object = {}, more: object = {}): object {
  return {
    location: 'westeurope',
    properties: {
      tenantId,
      sku: { family: 'A', name: 'standard' },
      accessPolicies: [],
      ...properties,
    },
    ...more,
  }
}

/** An access policy entry that allows everything. */
export function everything(objectId: string): object {
  const all = ['all']
  return { tenantId, objectId, permissions: { keys: all, secrets: all, certificates: all } }
}
