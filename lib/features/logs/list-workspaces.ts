import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { fleetConcurrency, mapBounded } from '../concurrency.ts'
import { attempt, partial } from '../partial.ts'
import type { Services } from '../services.ts'
import type { PartialList } from '../vaults/schema.ts'
import type { LogWorkspace } from './schema.ts'

/** Log Analytics workspaces of every subscription that the caller can see, by name. Throws `FailureError`. */
export async function listWorkspaces(
  services: Services,
  caller: Caller,
  _input: Record<never, never> = {},
): Promise<PartialList<LogWorkspace>> {
  authorize(caller, 'SecurityOperations')
  const { arm, diagnosticSettings } = services.azureOf(caller)
  const attempts = await mapBounded(await arm.listSubscriptions(), fleetConcurrency, (one) =>
    attempt(() => diagnosticSettings.listWorkspaces(one.subscriptionId ?? '')),
  )
  const { values, failures } = partial(attempts)
  return { items: values.flat().sort((a, b) => a.name.localeCompare(b.name, 'en')), failures }
}
