import { invariant } from '#lib/base/invariant.ts'
import { isObject } from '../json.ts'
import type { StoredPolicy } from './model.ts'

/** Reads a policy that {@link readPolicy} made and checked before it was stored. */
export function parsePolicy(json: string): StoredPolicy {
  const value: unknown = JSON.parse(json)
  invariant(isStoredPolicy(value), 'a stored policy has its members')
  return value
}

/** Enough to tell a policy from anything else; the members were checked when it was written. */
function isStoredPolicy(value: unknown): value is StoredPolicy {
  return isObject(value) && isObject(value.key_props) && isObject(value.x509_props)
}
