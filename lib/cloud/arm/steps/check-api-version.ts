import type { ApiVersions, ArmCall } from '../call.ts'
import { ArmError } from '../errors.ts'

/**
 * Every request names its api-version; there is no default. Matched without regard to case.
 * @returns the version in lower case
 */
export function checkApiVersion(call: ArmCall, versions: ApiVersions): string {
  const version = apiVersionOf(call)
  if (version === undefined) throw missingApiVersion()
  if (!versions.known.includes(version.toLowerCase())) throw versions.refuse(version)
  return version.toLowerCase()
}

/** The version that the caller named, or undefined. */
export function apiVersionOf(call: ArmCall): string | undefined {
  for (const [name, value] of call.url.searchParams) {
    if (name.toLowerCase() === 'api-version' && value !== '') return value
  }
  return undefined
}

export function missingApiVersion(): ArmError {
  return new ArmError(
    400,
    'MissingApiVersionParameter',
    'The api-version query parameter (?api-version=) is required for all requests.',
  )
}
