import 'server-only'
import { issuerKind } from '#lib/domain/certificates/policy/issuer-kind.ts'
import {
  type LifetimeAction,
  lifetimeActionProblem,
} from '#lib/domain/certificates/policy/lifetime.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import { noPolicy, toPolicy, toVaultAction } from '../certificates/internal.ts'
import type { CertificatePolicy, CertificateRef } from '../certificates/schema.ts'
import type { Services } from '../services.ts'
import type { UpdateLifetimeInput } from './schema.ts'

/**
 * Sets what the vault does before a certificate ends; all else of its policy stays. What could never work
 * for this one is refused before it is sent. Throws `FailureError`.
 */
export async function updateLifetime(
  services: Services,
  caller: Caller,
  input: UpdateLifetimeInput,
): Promise<CertificateRef> {
  authorize(caller, 'SecurityOperations')
  const { vault, name, lifetimeAction } = input
  const azure = services.azureOf(caller)
  const { policy: held } = await azure.certificates(vault).get(name)
  if (held === undefined) throw new FailureError(noPolicy(vault))
  const problem = problemOf(toPolicy(held), lifetimeAction)
  if (problem !== null) {
    throw new FailureError({
      code: 'invalid-input',
      status: 400,
      title: 'Its policy cannot take this',
      detail: problem,
      nextStep: 'Open its policy to choose another action or time. Nothing was changed.',
      vault,
    })
  }
  await recorded(
    services,
    caller,
    { verb: 'certificates.update-policy', vault, object: name },
    () =>
      azure
        .certificatePolicies(vault)
        .update(name, { lifetimeActions: [toVaultAction(lifetimeAction)] }),
  )
  return { vault, name }
}

function problemOf(policy: CertificatePolicy, lifetimeAction: LifetimeAction): string | null {
  if (lifetimeAction.action === 'AutoRenew' && issuerKind(policy.issuer) === 'unknown') {
    return 'The vault cannot renew it: it is signed by any CA, by CSR.'
  }
  // Without a number of months the vault itself knows none to compare with.
  const validityMonths = policy.validityMonths ?? Number.NaN
  return lifetimeActionProblem({ lifetimeAction, validityMonths })
}
