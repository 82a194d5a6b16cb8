import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import type { Services } from '../services.ts'
import { toSummary } from './internal.ts'
import type { CertificateSummary, ListCertificatesInput } from './schema.ts'

/** Certificates of one vault, those never issued included, by name. Throws `FailureError`. */
export async function listCertificates(
  services: Services,
  caller: Caller,
  input: ListCertificatesInput,
): Promise<readonly CertificateSummary[]> {
  authorize(caller, 'SecurityOperations')
  const found = await services.azureOf(caller).certificates(input.vault).list()
  return found.map((properties) => toSummary(input.vault, properties))
}
