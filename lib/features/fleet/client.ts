import { type ActionResult, run, streamJson } from '../api/client.ts'
import type { CertificateRef, CertificateSummary } from '../certificates/schema.ts'
import { updateLifetimeAction, updateNewestAction } from './actions.ts'
import type {
  DetailEvent,
  FleetEvent,
  ListDetailsInput,
  PackedCertificate,
  UpdateLifetimeInput,
  UpdateNewestInput,
} from './schema.ts'

/** Under this key the pages know that a list of all vaults is there, and how old it is. */
export const fleetKey = ['fleet'] as const

const list = '/api/fleet/certificates'

/** The list of all vaults, or of some, as it comes. Throws `FailureError`. */
export function readFleet(
  vaults: readonly string[] | null,
  each: (event: FleetEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const query = vaults?.map((vault) => `vault=${encodeURIComponent(vault)}`).join('&')
  return streamJson(query === undefined ? list : `${list}?${query}`, { signal }, each)
}

/** Details of up to `detailsMax` certificates as they come. Throws `FailureError`. */
export function readDetails(
  input: ListDetailsInput,
  each: (event: DetailEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  return streamJson('/api/fleet/details', { body: input, signal }, each)
}

/** Changes the newest version; answers with the new state of its row. Never throws. */
export const updateNewest = (input: UpdateNewestInput): Promise<ActionResult<CertificateSummary>> =>
  run(updateNewestAction(input))

/** Sets what the vault does before the end. Never throws. */
export const updateLifetime = (input: UpdateLifetimeInput): Promise<ActionResult<CertificateRef>> =>
  run(updateLifetimeAction(input))

/** A row of the list as the pages use it; `packCertificate` is the way there. */
export function unpackCertificate(vault: string, packed: PackedCertificate): CertificateSummary {
  const [name, enabled, notBefore, expiresOn, createdOn, updatedOn, thumbprint, tags] = packed
  return {
    vault,
    name,
    enabled: enabled === 1,
    notBefore: text(notBefore),
    expiresOn: text(expiresOn),
    createdOn: text(createdOn),
    updatedOn: text(updatedOn),
    thumbprint,
    tags: tags === 0 ? {} : tags,
    unissued: thumbprint === null,
  }
}

function text(value: number | null): string | null {
  return value === null ? null : new Date(value * 1000).toISOString()
}
