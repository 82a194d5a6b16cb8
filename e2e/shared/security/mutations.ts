import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import { defaultDraft, type PolicyDraft } from '#lib/domain/certificates/policy/draft.ts'
import { getJson, type HttpSession, ownHeaders, raw } from '../http-session.ts'
import { makeChain } from '../openssl.ts'
import { callAction, outcomeOf } from './action-call.ts'

/** Everything that the console can change, each with an input that would really change something. */
export interface ActionMutation {
  kind: 'action'
  name: string
  input: object
}

export interface RouteMutation {
  kind: 'route'
  name: string
  method: 'POST' | 'DELETE'
  path: string
  contentType: string
  body: string
}

export type Mutation = ActionMutation | RouteMutation

export const VAULT = 'contoso-dev'

export function creation(name: string): object {
  const policy: PolicyDraft = {
    ...defaultDraft,
    subject: `CN=${name}.example`,
    ...{ kty: 'EC', size: null, curve: 'P-256', keyUsage: ['digitalSignature'] },
    validityMonths: 12,
    contentType: 'application/x-pem-file',
  }
  return { vault: VAULT, name, policy, tags: {} }
}

/** Runs an action as our own page does, and expects that it was done. */
export async function done(session: HttpSession, action: string, input: object): Promise<unknown> {
  const reply = await callAction(session, action, input)
  const outcome = outcomeOf(reply)
  expect(outcome?.data, `${action}: ${reply.status} ${reply.text.slice(0, 500)}`).toBeDefined()
  return outcome?.data
}

/** Makes a certificate through the console; resolves with its version when it is there. */
export async function makeCertificate(session: HttpSession, name: string): Promise<string> {
  await done(session, 'createCertificateAction', creation(name))
  return issued(session, name)
}

/** The newest version of a certificate, once its operation is over. */
export async function issued(session: HttpSession, name: string): Promise<string> {
  let version = ''
  await expect
    .poll(async () => {
      const path = `/api/certificates/${VAULT}/${name}/versions`
      const reply = await raw(path, { headers: { cookie: session.cookie } })
      const [newest]: { version: string }[] = reply.status === 200 ? JSON.parse(reply.text) : []
      version = newest?.version ?? ''
      return version
    })
    .toMatch(/^[0-9a-f]{32}$/)
  return version
}

/** Deletes a certificate; resolves when it is in the list of the deleted. */
export async function deleteCertificate(session: HttpSession, name: string): Promise<void> {
  await done(session, 'deleteCertificateAction', { vault: VAULT, name, confirm: name })
  await expect
    .poll(async () => (await state(session, name)).deleted.map((item) => item.name))
    .toContain(name)
}

interface Named {
  name: string
  updatedOn?: string
  enabled?: boolean
}

/** What the console can tell of all objects whose name begins so: if nothing was done, nothing differs. */
export async function state(session: HttpSession, prefix: string) {
  const [certificates, deleted, activity, issuers, contacts] = await Promise.all([
    getJson<Named[]>(session, `/api/certificates?vault=${VAULT}`),
    getJson<{ items: Named[] }>(session, `/api/deleted-certificates?vault=${VAULT}`),
    getJson<{ object: string }[]>(session, `/api/activity?vault=${VAULT}&limit=200`),
    getJson<Named[]>(session, `/api/issuers?vault=${VAULT}`),
    getJson<{ email: string }[]>(session, `/api/contacts/${VAULT}`),
  ])
  const ours = ({ name }: Named) => name.startsWith(prefix)
  return {
    certificates: certificates.filter(ours),
    deleted: deleted.items.filter(ours),
    activity: activity.filter(({ object }) => object.replace('issuers/', '').startsWith(prefix)),
    issuers: issuers.filter(ours),
    contacts: contacts.filter(({ email }) => email.startsWith(prefix)),
  }
}

/** A vault that nobody can open: made, deleted, recovered and purged here. */
export const VAULT_OF_OURS = 'csrf-vault'

/** A vault of the sample whose log goes nowhere. */
export const VAULT_WITHOUT_LOGS = 'contoso-iot-lab'

/** What is sent about vaults. */
export async function vaultMutations(session: HttpSession): Promise<[string, object][]> {
  const vault = await getJson<VaultState>(session, `/api/vaults/${VAULT}`)
  const { subscriptions } = await getJson<{ subscriptions: { id: string; tenantId: string }[] }>(
    session,
    '/api/vault-places',
  )
  const { subscriptionId, resourceGroup, location, tags, sku, purgeProtection } = vault
  const { forDeployment, forDiskEncryption, forTemplates } = vault
  const tenantId = subscriptions.find(({ id }) => id === subscriptionId)?.tenantId
  const ours = { subscriptionId, resourceGroup, vault: VAULT_OF_OURS }
  const before = { tags, sku, purgeProtection, forDeployment, forDiskEncryption, forTemplates }
  return [
    [
      'createVaultAction',
      {
        ...{ subscriptionId, resourceGroup, tenantId, location, name: VAULT_OF_OURS },
        ...{ sku: 'standard', retentionDays: 7, purgeProtection: false, tags: {} },
        ...{ permissionModel: 'rbac', network: 'selected', trustedServices: false },
      },
    ],
    [
      'updateVaultAction',
      {
        ...{ subscriptionId, resourceGroup, vault: VAULT },
        ...{ before, change: { forDeployment: !forDeployment } },
      },
    ],
    ['deleteVaultAction', { ...ours, confirm: VAULT_OF_OURS }],
    ['recoverVaultAction', { ...ours, location, tenantId }],
    ['purgeVaultAction', { ...ours, location, confirm: VAULT_OF_OURS }],
  ]
}

interface VaultState {
  subscriptionId: string
  resourceGroup: string
  location: string
  tags: object
  sku: string
  purgeProtection: boolean
  forDeployment: boolean
  forDiskEncryption: boolean
  forTemplates: boolean
}

/** Everything that was asked of vaults themselves. */
export async function askedOfVaults(session: HttpSession): Promise<string[]> {
  const found = await Promise.all(
    [VAULT, VAULT_OF_OURS, VAULT_WITHOUT_LOGS, 'contoso-prod'].map((vault) =>
      getJson<{ object: string; verb: string; at: string }[]>(
        session,
        `/api/activity?vault=${vault}&limit=200`,
      ),
    ),
  )
  return found
    .flat()
    .filter(({ object }) => /^(vault\/all$|roles\/|access\/)/.test(object))
    .map(({ at, verb }) => `${at} ${verb}`)
}

/** A PEM file with a chain and its key, in base64, as the import form sends it. */
export function importFile(commonName: string): string {
  const chain = makeChain(commonName)
  const files = [chain.key, chain.leaf, chain.intermediate, chain.root]
  return Buffer.concat(files.map((path) => readFileSync(path))).toString('base64')
}

/** An issuer whose account is nobody's. */
export function connecting(name: string): object {
  return {
    vault: VAULT,
    name,
    provider: 'DigiCert',
    accountId: 'nobody',
    credential: 'nothing',
    organizationId: '1',
    administrators: [],
    enabled: true,
  }
}

export function importing(name: string, file: string): object {
  return {
    vault: VAULT,
    name,
    file,
    password: '',
    entry: 0,
    enabled: true,
    exportable: true,
    tags: {},
  }
}

/** Sends a mutation of a route as our own page does, with headers changed, added or (null) taken away. */
export function sendRoute(
  session: HttpSession | undefined,
  mutation: RouteMutation,
  changed: Readonly<Record<string, string | null>> = {},
  method: string = mutation.method,
) {
  const headers = { ...ownHeaders(session), 'content-type': mutation.contentType, ...changed }
  return raw(mutation.path, {
    method,
    headers: withoutNull(headers),
    ...(method === 'GET' ? {} : { body: mutation.body }),
  })
}

export function withoutNull(
  headers: Readonly<Record<string, string | null>>,
): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) if (value !== null) kept[name] = value
  return kept
}
