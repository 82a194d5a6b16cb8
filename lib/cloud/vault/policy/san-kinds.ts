import type { ApiVersion } from '../api-version.ts'
import type { Sans } from './model.ts'

const all = ['emails', 'dns_names', 'upns', 'uris', 'ipAddresses'] as const

/**
 * The kinds of alternative names that a version of the API knows: addresses and URIs came last.
 * @param apiVersion all of them without one
 */
export function sanKinds(apiVersion?: ApiVersion): readonly (keyof Sans)[] {
  return apiVersion && !apiVersion.atLeast('2025-06-01-preview') ? all.slice(0, 3) : all
}

/** What a caller of this version sees. */
export function visibleSans(sans: Sans, apiVersion: ApiVersion): Sans {
  const kinds = sanKinds(apiVersion)
  return Object.fromEntries(
    Object.entries(sans).filter(([kind]) => kinds.some((one) => one === kind)),
  )
}
