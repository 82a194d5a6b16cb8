import type { TestCloud } from '#lib/testing/cloud.ts'
import { type OfficialOperation, officialOperationOf } from '#lib/testing/official-api.ts'
import { contradictions } from '#lib/testing/official-schemas.ts'
import type { Answer } from '../vault/vault-under-test.ts'

/*
 * For tests only: somebody who calls one operation after another by raw HTTP, and keeps a list.
 */

/** The token of an attestation authority about an environment. */
export type Attest = (authority: string, claims: object) => Promise<string>

export interface Tourist {
  /** Calls an operation and expects it to work: a status below 300 and a body as described. */
  visit(id: string, method: string, url: string, body?: object): Promise<Answer>
  /** Sends what belongs to no description, such as the network around a vault, and expects it to work. */
  prepare(method: string, url: string, body: object): Promise<void>
  /** Asks for an operation with made-up names, and returns how it is refused. */
  refused(operation: OfficialOperation): Promise<{ status: number; code: string }>
  /** Operations that worked, by their official name. */
  readonly seen: ReadonlySet<string>
}

/** Signs in as the application `automation` and sends to the cloud without a port. */
export function createTourist(test: TestCloud, options: { vaultVersion: string }): Tourist {
  const seen = new Set<string>()
  const tokens = new Map<string, string>()
  const { fetch } = test.cloud
  const info = { remoteAddress: '127.0.0.1', tlsVersion: 'TLSv1.3' }

  async function tokenFor(host: string): Promise<string> {
    const resource = host.endsWith('.vault.azure.net')
      ? 'https://vault.azure.net'
      : 'https://management.azure.com'
    const known = tokens.get(resource)
    if (known !== undefined) return known
    const { tenantId, applications } = test.credentials
    const automation = applications.find((one) => one.name === 'automation')
    const answer = await fetch(
      new Request(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: automation?.clientId ?? '',
          client_secret: automation?.clientSecret ?? '',
          scope: `${resource}/.default`,
        }),
      }),
      info,
    )
    const token = String((await answer.json()).access_token)
    tokens.set(resource, token)
    return token
  }

  async function send(method: string, url: URL, body?: object): Promise<Answer> {
    const isVault = url.hostname.endsWith('.vault.azure.net')
    if (!url.searchParams.has('api-version')) {
      url.searchParams.set('api-version', isVault ? options.vaultVersion : '2026-02-01')
    }
    const answer = await fetch(
      new Request(url, {
        method,
        headers: {
          authorization: `Bearer ${await tokenFor(url.hostname)}`,
          'content-type': 'application/json',
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
      info,
    )
    const text = await answer.text()
    const parsed: unknown = text === '' ? undefined : JSON.parse(text)
    return { status: answer.status, headers: answer.headers, body: parsed }
  }

  return {
    seen,
    async visit(id, method, target, body) {
      const url = new URL(target)
      const official = officialOperationOf(method, url)
      if (official?.id !== id) throw new Error(`${method} ${url} is ${official?.id}, not ${id}.`)
      const visit = await send(method, url, body)
      if (visit.status >= 300) {
        throw new Error(`${id}: ${visit.status} ${JSON.stringify(visit.body)}`)
      }
      const lines = contradictions({ method, url: url.href }, visit)
      if (lines.length > 0) throw new Error(lines.join('\n'))
      seen.add(id)
      return visit
    },
    async prepare(method, target, body) {
      const visit = await send(method, new URL(target), body)
      if (visit.status >= 300) {
        throw new Error(`${method} ${target}: ${visit.status} ${JSON.stringify(visit.body)}`)
      }
    },
    async refused({ area, method, path }) {
      const { subscriptions } = test.credentials
      const host = area === 'vaults' ? 'management.azure.com' : 'tour-kept.vault.azure.net'
      const filled = path
        .replace('{subscriptionId}', subscriptions[0] ?? '')
        .replace('{resourceGroupName}', 'tour')
        .replaceAll(/\{[^}]*-version\}/g, '0123456789abcdef0123456789abcdef')
        .replaceAll(/\{[^}]*\}/g, 'something')
      const body = method === 'GET' || method === 'DELETE' ? undefined : {}
      const visit = await send(method, new URL(`https://${host}${filled}`), body)
      return { status: visit.status, code: String(visit.body?.error?.code) }
    },
  }
}
