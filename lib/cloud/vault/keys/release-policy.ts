import { badParameter, invalidProperty } from '../errors.ts'
import {
  isObject,
  type JsonObject,
  optionalBoolean,
  optionalObject,
  optionalString,
} from '../json.ts'
import type { HeadRow } from '../rows/keys.ts'
import type { WireContext } from '../wire/certificate-bundle.ts'
import { readBase64Url } from './wire-bytes.ts'

/** Under what conditions a key may leave the vault, as kept and echoed. */
export interface ReleasePolicy {
  contentType: string
  /** base64url of the policy's JSON. */
  data: string
  immutable: boolean
}

const defaultContentType = 'application/json; charset=utf-8'
/** Room for every policy that makes sense; deeper or longer ones are refused unread. */
const maxPolicyBytes = 16_384

/**
 * Reads `release_policy` of a body; null when not given.
 * @throws VaultError 400 when it is not of the policy grammar, version 1.0.0
 */
export function readReleasePolicy(body: JsonObject): ReleasePolicy | null {
  const given = optionalObject(body, 'release_policy')
  if (!given) return null
  const data = optionalString(given, 'data')
  if (data === undefined) throw invalidProperty()
  parsePolicy(data)
  return {
    contentType: optionalString(given, 'contentType') ?? defaultContentType,
    data,
    immutable: optionalBoolean(given, 'immutable') ?? false,
  }
}

/**
 * Decides on `exportable` and the policy of a new version, with the words of the service (recorded
 * traffic, but for 1003, whose meaning alone is known).
 *
 * @param head the key that gets another version; null for a new name
 * @returns whether the version may be released
 */
export function checkExportable(
  call: WireContext,
  exportable: boolean | undefined,
  policy: ReleasePolicy | null,
  head: HeadRow | null,
): boolean {
  const wanted = exportable ?? (head !== null && head.releasePolicy !== null)
  if (wanted) checkMayExport(call)
  if (head && wanted !== (head.releasePolicy !== null)) {
    throw badParameter(
      'AKV.SKR.1003: The exportable attribute of an existing key cannot be changed.',
    )
  }
  if (wanted && !policy && !head) {
    throw badParameter('AKV.SKR.1004: Exportable keys must have release policy.')
  }
  if (!wanted && policy) {
    throw badParameter('AKV.SKR.1005: Non-exportable keys must not have release policy.')
  }
  return wanted
}

/** Replaces the policy of a key. Throws when the present one is immutable. */
export function checkReplaceable(head: HeadRow, policy: ReleasePolicy): void {
  if (head.releasePolicy === null) {
    throw badParameter('AKV.SKR.1005: Non-exportable keys must not have release policy.')
  }
  const present: ReleasePolicy = JSON.parse(head.releasePolicy)
  if (present.immutable && (present.data !== policy.data || !policy.immutable)) {
    throw badParameter('AKV.SKR.1020: Immutable Key Release Policy cannot be modified.')
  }
}

function checkMayExport(call: WireContext): void {
  const premium = call.vault.sku.name.toLowerCase() === 'premium'
  if (!premium || !call.apiVersion.atLeast('7.3-preview')) {
    throw badParameter(
      "AKV.SKR.1001: The exportable attribute is only supported with premium vaults and API version >= '7.3-preview'.",
    )
  }
}

/** A condition on claims: the grammar's tree. */
export type PolicyNode =
  | { anyOf: PolicyNode[]; authority?: string }
  | { allOf: PolicyNode[]; authority?: string }
  | { claim: string; equals: string | number | boolean }

/** Parses and checks a policy document. Throws 400. */
export function parsePolicy(data: string): PolicyNode {
  const bytes = readBase64Url(data)
  if (!bytes || bytes.length > maxPolicyBytes) throw badPolicy('it is not base64url of a document')
  let document: unknown
  try {
    document = JSON.parse(bytes.toString('utf8'))
  } catch {
    throw badPolicy('it is not JSON')
  }
  if (!isObject(document)) throw badPolicy('it is not an object')
  const { version } = document
  // 0.2 is the preview's grammar, which the service still takes.
  if (version !== '1.0.0' && version !== '1.0' && version !== '0.2') {
    throw badPolicy('its version is not 1.0.0')
  }
  const policy = readNode(document, 0)
  const branches = 'anyOf' in policy ? policy.anyOf : 'allOf' in policy ? policy.allOf : []
  if (!branches.every((branch) => 'authority' in branch)) throw badPolicy('it names no authority')
  return policy
}

/** Authorities, then conditions, then conditions in conditions: more has no meaning. */
const maxDepth = 8

function readNode(node: unknown, depth: number): PolicyNode {
  if (!isObject(node) || depth > maxDepth) throw badPolicy('a condition is not an object')
  const { anyOf, allOf, claim, authority } = node
  if (typeof claim === 'string') {
    const { equals = node.value } = node
    if (typeof equals !== 'string' && typeof equals !== 'number' && typeof equals !== 'boolean') {
      throw badPolicy(`the claim ${claim} has no value to equal`)
    }
    return { claim, equals }
  }
  const list = anyOf ?? allOf
  if (
    (anyOf === undefined) === (allOf === undefined) ||
    !Array.isArray(list) ||
    list.length === 0
  ) {
    throw badPolicy('a condition is neither anyOf nor allOf nor a claim')
  }
  const nodes = list.map((one) => readNode(one, depth + 1))
  const from = typeof authority === 'string' ? { authority } : {}
  return anyOf === undefined ? { allOf: nodes, ...from } : { anyOf: nodes, ...from }
}

function badPolicy(why: string): Error {
  return badParameter(`The release policy cannot be read: ${why}.`)
}
