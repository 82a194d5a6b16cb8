import { isObject, type JsonObject } from '../../vault/json.ts'
import { optionalObjects, optionalTexts } from '../body.ts'
import { badRequest, invalidMember, invalidValue } from './errors.ts'
import type { AccessPolicyEntry } from './vault-record.ts'

/** @see https://learn.microsoft.com/azure/key-vault/general/assign-access-policy */
const maxEntries = 1_024

const areas = ['keys', 'secrets', 'certificates', 'storage'] as const

/** @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/create-or-update#permissions */
const catalogue: Record<(typeof areas)[number], string> = {
  keys:
    'all encrypt decrypt wrapkey unwrapkey sign verify get list create update import delete backup ' +
    'restore recover purge release rotate getrotationpolicy setrotationpolicy',
  secrets: 'all get list set delete backup restore recover purge',
  certificates:
    'all get list delete create import update managecontacts getissuers listissuers setissuers ' +
    'deleteissuers manageissuers recover purge backup restore',
  storage:
    'all get list delete set update regeneratekey recover purge backup restore setsas listsas ' +
    'getsas deletesas',
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function isGuid(text: unknown): text is string {
  return typeof text === 'string' && guid.test(text)
}

/** The member `accessPolicies`, or undefined when absent. Permissions keep the caller's spelling. */
export function readAccessPolicies(
  properties: JsonObject,
  tenantId: string,
): AccessPolicyEntry[] | undefined {
  const entries = optionalObjects(properties, 'accessPolicies')
  if (entries === undefined) return undefined
  requireRoom(entries.length)
  return entries.map((entry, at) => readEntry(entry, `accessPolicies[${at}]`, tenantId))
}

/** Throws when a vault would hold more entries than the service takes. */
export function requireRoom(entries: number): void {
  if (entries <= maxEntries) return
  throw badRequest(
    `The number of access policies ${entries} exceeds the maximum of ${maxEntries} for a vault.`,
  )
}

function readEntry(entry: JsonObject, path: string, vaultTenant: string): AccessPolicyEntry {
  const { tenantId, objectId, applicationId, permissions } = entry
  if (!isGuid(tenantId) || tenantId.toLowerCase() !== vaultTenant.toLowerCase()) {
    throw invalidValue(`${path}.TenantId`, tenantId ?? null)
  }
  if (!isGuid(objectId)) throw invalidValue(`${path}.ObjectId`, objectId ?? null)
  if (!isObject(permissions)) throw invalidMember('accessPolicies')
  const given = { tenantId, objectId, permissions: readPermissions(permissions) }
  if (applicationId === undefined || applicationId === null) return given
  if (!isGuid(applicationId)) throw invalidValue(`${path}.ApplicationId`, applicationId)
  return { ...given, applicationId }
}

function readPermissions(permissions: JsonObject): AccessPolicyEntry['permissions'] {
  const read: AccessPolicyEntry['permissions'] = {}
  for (const area of areas) {
    const names = optionalTexts(permissions, area)
    if (names === undefined) continue
    const known = catalogue[area].split(' ')
    if (!names.every((name) => known.includes(name.toLowerCase()))) {
      throw invalidMember('accessPolicies')
    }
    read[area] = withoutRepeats(names)
  }
  return read
}

/** What `accessPolicies/{operationKind}` does with the entries of a request. */
export type PolicyChange = 'add' | 'replace' | 'remove'

/**
 * The entries of a vault after a change. Entries belong together by object and application.
 * `add` joins permissions, `replace` puts the given entry in place of the old one, `remove` takes the
 * listed permissions away, and the entry with the last of them.
 * @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/update-access-policy
 */
export function changePolicies(
  before: readonly AccessPolicyEntry[],
  change: PolicyChange,
  given: readonly AccessPolicyEntry[],
): AccessPolicyEntry[] {
  const entries = [...before]
  for (const entry of given) {
    const at = entries.findIndex((one) => samePrincipal(one, entry))
    const old = entries[at]
    if (old === undefined) {
      if (change !== 'remove') entries.push(entry)
    } else if (change === 'replace') {
      entries[at] = entry
    } else if (change === 'add') {
      entries[at] = { ...old, permissions: joined(old.permissions, entry.permissions) }
    } else {
      const permissions = without(old.permissions, entry.permissions)
      if (areas.every((area) => (permissions[area] ?? []).length === 0)) entries.splice(at, 1)
      else entries[at] = { ...old, permissions }
    }
  }
  return entries
}

function samePrincipal(a: AccessPolicyEntry, b: AccessPolicyEntry): boolean {
  return (
    a.objectId.toLowerCase() === b.objectId.toLowerCase() &&
    (a.applicationId ?? '').toLowerCase() === (b.applicationId ?? '').toLowerCase()
  )
}

function joined(
  old: AccessPolicyEntry['permissions'],
  more: AccessPolicyEntry['permissions'],
): AccessPolicyEntry['permissions'] {
  const result = { ...old }
  for (const area of areas) {
    const added = more[area]
    if (added !== undefined) result[area] = withoutRepeats([...(old[area] ?? []), ...added])
  }
  return result
}

function without(
  old: AccessPolicyEntry['permissions'],
  less: AccessPolicyEntry['permissions'],
): AccessPolicyEntry['permissions'] {
  const result = { ...old }
  for (const area of areas) {
    const taken = less[area]?.map((name) => name.toLowerCase())
    const held = old[area]
    if (taken === undefined || held === undefined) continue
    result[area] = taken.includes('all')
      ? []
      : held.filter((name) => !taken.includes(name.toLowerCase()))
  }
  return result
}

function withoutRepeats(names: readonly string[]): string[] {
  const seen = new Set<string>()
  return names.filter((name) => {
    const key = name.toLowerCase()
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
