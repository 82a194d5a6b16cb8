import { invariant } from '#lib/base/invariant.ts'
import { badParameter, type VaultError } from './errors.ts'

/**
 * A data-plane api-version that this cloud answers, as the caller spelled it, with its place in time.
 * @see https://learn.microsoft.com/rest/api/keyvault/ for the published list
 */
export interface ApiVersion {
  text: string
  /** Whether the version is `other` or newer. `other` is one of the known versions. */
  atLeast(other: KnownVersion): boolean
}

const known = [
  '2016-10-01',
  '7.0',
  '7.1-preview',
  '7.1',
  '7.2-preview',
  '7.2',
  '7.3-preview',
  '7.3',
  '7.4-preview.1',
  '7.4',
  '7.5-preview.1',
  '7.5',
  '7.6-preview.1',
  '7.6-preview.2',
  '7.6',
  '2025-06-01-preview',
  '2025-07-01',
  '2026-04-01',
] as const

export type KnownVersion = (typeof known)[number]

const versions = new Map<string, ApiVersion>(
  known.map((text, order) => [text, { text, atLeast: (other) => order >= known.indexOf(other) }]),
)

/** The newest version, for answers to requests whose own version is unusable. */
export const newestVersion: KnownVersion = '2026-04-01'

/** Reads `api-version`, which the data plane requires. Throws 400 `BadParameter`. */
export function readApiVersion(query: URLSearchParams): ApiVersion {
  const text = query.get('api-version')
  if (text === null || text === '') throw badParameter('api-version must be specified')
  const version = versions.get(text)
  if (!version) throw unknownVersion(text)
  return version
}

/** A version that is known. */
export function versionOfName(text: KnownVersion): ApiVersion {
  const version = versions.get(text)
  invariant(version, `version ${text} is known`)
  return version
}

function unknownVersion(text: string): VaultError {
  return badParameter(
    `The specified version (${text}) is not recognized. Consider using the latest supported version (2025-07-01).`,
  )
}
