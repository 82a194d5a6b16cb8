import 'server-only'
import type { KeyVaultCertificateWithPolicy } from '#lib/azure/certificates.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { attempt } from '../partial.ts'
import type { Services } from '../services.ts'
import { toVersionSummary } from './internal.ts'
import type { CertificateRef, VersionSummary } from './schema.ts'

/** Versions of a certificate, newest first. Throws `FailureError`. */
export async function listVersions(
  services: Services,
  caller: Caller,
  input: CertificateRef,
): Promise<readonly VersionSummary[]> {
  authorize(caller, 'SecurityOperations')
  const gateway = services.azureOf(caller).certificates(input.vault)
  // The list needs certificates/list only; which version is current is asked for beside it.
  const [found, newest] = await Promise.all([
    gateway.listVersions(input.name),
    attempt<KeyVaultCertificateWithPolicy>(() => gateway.get(input.name)),
  ])
  const byAge = found.toSorted((a, b) => time(b.createdOn) - time(a.createdOn))
  const current = newest.ok ? newest.value.properties.version : byAge[0]?.version
  return byAge
    .map((properties) => toVersionSummary(properties, current ?? null))
    .toSorted((a, b) => Number(b.current) - Number(a.current))
}

function time(date: Date | undefined): number {
  return date?.getTime() ?? 0
}
