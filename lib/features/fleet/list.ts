import 'server-only'
import type { Failure } from '#lib/domain/failure.ts'
import { failureOf } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { fleetConcurrency, makePool } from '../concurrency.ts'
import { assertSignedIn, attempt } from '../partial.ts'
import type { Services } from '../services.ts'
import { packProperties } from './internal.ts'
import type { FleetEvent, ListFleetInput } from './schema.ts'

/** A vault that takes longer no longer keeps others from beginning, in ms. */
const placeMs = 3_000

/**
 * The certificates of every vault that the caller can see, told page by page as they come. A vault that
 * fails or stays silent is told as a failure and holds nothing back. Rejects with `FailureError` when not
 * even the vaults can be listed, or when the sign-in is lost.
 */
export async function listFleet(
  services: Services,
  caller: Caller,
  input: ListFleetInput,
  tell: (event: FleetEvent) => void,
  signal?: AbortSignal,
): Promise<void> {
  authorize(caller, 'SecurityOperations')
  const azure = services.azureOf(caller)
  const pool = makePool(fleetConcurrency, placeMs)
  const begun: Promise<void>[] = []
  const failed: Failure[] = []

  const readVault = async (vault: string): Promise<void> => {
    if (signal?.aborted) return
    const pages = azure.certificatePages(vault).list(signal)
    const read = await attempt(async () => {
      for await (const page of pages) {
        const rows = page.map(packProperties)
        if (rows.length > 0) tell({ kind: 'rows', vault, rows })
      }
    })
    if (read.ok) return tell({ kind: 'read', vault })
    failed.push(read.failure)
    tell({ kind: 'failure', failure: read.failure })
  }
  const begin = (vaults: readonly string[]) => {
    tell({ kind: 'vaults', count: vaults.length })
    for (const vault of vaults) {
      const done = pool(() => readVault(vault))
      // Awaited below; until then a lost sign-in must not count as unhandled.
      done.catch(() => undefined)
      begun.push(done)
    }
  }

  if (input.vaults !== undefined) begin(input.vaults)
  else await findVaults(services, caller, begin, tell)
  await Promise.all(begun)
  if (failed.length === begun.length) assertSignedIn(failed)
  tell({ kind: 'end' })
}

/** Names of vaults as Azure Resource Manager tells them; a subscription that fails is told as a failure. */
async function findVaults(
  services: Services,
  caller: Caller,
  found: (vaults: readonly string[]) => void,
  tell: (event: FleetEvent) => void,
): Promise<void> {
  const { arm } = services.azureOf(caller)
  const subscriptions = await arm.listSubscriptions()
  await Promise.all(
    subscriptions.map(async ({ subscriptionId }) => {
      try {
        for await (const page of arm.vaultPages(subscriptionId ?? '')) {
          const names = page.flatMap(({ name }) => name ?? [])
          if (names.length > 0) found(names)
        }
      } catch (error) {
        const failure = failureOf(error)
        if (failure === null || failure.code === 'signed-out') throw error
        tell({ kind: 'failure', failure })
      }
    }),
  )
}
