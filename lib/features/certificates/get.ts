import 'server-only'
import { renewalDueOn } from '#lib/domain/certificates/policy/next-renewal.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import type { Services } from '../services.ts'
import { toOperation, toPolicy, toVersion } from './internal.ts'
import type { Certificate, CertificateRef } from './schema.ts'

/** A certificate: newest version, policy and the operation that may be making the next. Throws `FailureError`. */
export async function getCertificate(
  services: Services,
  caller: Caller,
  input: CertificateRef,
): Promise<Certificate> {
  authorize(caller, 'SecurityOperations')
  const gateway = services.azureOf(caller).certificates(input.vault)
  const [newest, operation] = await Promise.all([
    gateway.get(input.name),
    gateway.getOperation(input.name),
  ])
  const unissued = newest.cer === undefined || newest.cer.length === 0
  const current = unissued ? null : toVersion(input.vault, newest, newest)
  const policy = newest.policy === undefined ? null : toPolicy(newest.policy)
  const version = current && { ...current, selfIssued: current.content?.selfIssued ?? null }
  return {
    vault: input.vault,
    name: newest.name,
    unissued,
    current,
    policy,
    operation: toOperation(operation),
    renewalDueOn: renewalDueOn(policy, version, services.clock.now()),
  }
}
