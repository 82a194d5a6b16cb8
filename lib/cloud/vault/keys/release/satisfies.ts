import { isObject } from '../../json.ts'
import type { PolicyNode } from '../release-policy.ts'

/**
 * Whether an environment with these claims meets a release policy.
 * @see https://learn.microsoft.com/azure/key-vault/keys/policy-grammar
 */
export function satisfies(policy: PolicyNode, claims: Readonly<Record<string, unknown>>): boolean {
  if ('claim' in policy) {
    const found = claimAt(claims, policy.claim)
    // Policies write booleans and numbers as text as well.
    return found !== undefined && !isObject(found) && String(found) === String(policy.equals)
  }
  if (policy.authority !== undefined && !sameAuthority(policy.authority, claims.iss)) return false
  return 'anyOf' in policy
    ? policy.anyOf.some((node) => satisfies(node, claims))
    : policy.allOf.every((node) => satisfies(node, claims))
}

function sameAuthority(authority: string, issuer: unknown): boolean {
  const bare = (url: string) => url.replace(/\/$/, '').toLowerCase()
  return typeof issuer === 'string' && bare(issuer) === bare(authority)
}

/** A claim by its name, or inside others by a path with dots. Names may have dots themselves. */
function claimAt(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path]
  for (const [name, inner] of Object.entries(claims)) {
    if (!isObject(inner) || !path.startsWith(`${name}.`)) continue
    const found = claimAt(inner, path.slice(name.length + 1))
    if (found !== undefined) return found
  }
  return undefined
}
