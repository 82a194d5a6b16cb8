import 'server-only'
import { mayBeRenewing } from '#lib/domain/certificates/may-be-renewing.ts'
import { ownerOf } from '#lib/domain/certificates/owner.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { getPendingOperation } from '../certificates/get-pending.ts'
import { listCertificates } from '../certificates/list.ts'
import type { CertificateSummary } from '../certificates/schema.ts'
import { fleetConcurrency, mapBounded } from '../concurrency.ts'
import { type Attempt, attempt, partial } from '../partial.ts'
import type { Services } from '../services.ts'
import { listVaults } from '../vaults/list.ts'
import { type Order, readOrders, recordDays } from './internal.ts'
import type { PendingItem, PendingList } from './schema.ts'

/** Most operations that are asked for by one list; one call to a vault each. */
export const askedMax = 300

interface Candidate {
  readonly certificate: CertificateSummary
  readonly order: Order | null
}

/**
 * Operations that are not completed, over every vault the caller can read, the oldest first. Key Vault
 * lists none: what was never issued shows in a vault's list, the next version of what was issued only when
 * asked for, so that is done for certificates that were ordered through this console lately, and for those
 * whose renewal is due, for it may have failed. What cannot be read is a failure beside the rest. Throws
 * `FailureError` when not even the vaults can be listed.
 */
export async function listPending(
  services: Services,
  caller: Caller,
  _input: Record<never, never> = {},
): Promise<PendingList> {
  authorize(caller, 'SecurityOperations')
  const [vaults, orders] = await Promise.all([listVaults(services, caller), readOrders(services)])
  const lists = await mapBounded(vaults.items, fleetConcurrency, ({ name }) =>
    attempt(() => listCertificates(services, caller, { vault: name })),
  )
  const read = partial(lists)
  const certificates = read.values.flat()
  const candidates = candidatesOf(certificates, orders, services.clock.now())
  const asked = candidates.slice(0, askedMax)
  const operations = await mapBounded(asked, fleetConcurrency, (candidate) =>
    attempt(() => itemOf(services, caller, candidate)),
  )
  const told = partial(operations)
  return {
    items: told.values
      .filter((item) => item !== null)
      .sort((a, b) => ((a.since ?? '') < (b.since ?? '') ? -1 : 1)),
    failures: [...vaults.failures, ...read.failures, ...onePerVault(asked, operations)],
    covers: {
      vaultsRead: read.values.length,
      vaultsTotal: vaults.items.length,
      certificates: certificates.length,
      asked: asked.length,
      skipped: candidates.length - asked.length,
      days: recordDays,
    },
  }
}

/** What may have an operation that is not completed, what was never issued first. */
function candidatesOf(
  certificates: readonly CertificateSummary[],
  orders: ReadonlyMap<string, Order>,
  now: Date,
): Candidate[] {
  const found = certificates.map((certificate) => ({
    certificate,
    order: orders.get(orderKey(certificate)) ?? null,
  }))
  return [
    ...found.filter(({ certificate }) => certificate.unissued),
    ...found.filter(({ certificate, order }) => !certificate.unissued && order !== null),
    ...found.filter(
      ({ certificate, order }) =>
        order === null && !certificate.unissued && mayBeRenewing(certificate, now),
    ),
  ]
}

function orderKey({ vault, name }: { vault: string; name: string }): string {
  return `${vault}/${name}`.toLowerCase()
}

async function itemOf(
  services: Services,
  caller: Caller,
  { certificate, order }: Candidate,
): Promise<PendingItem | null> {
  const { vault, name, unissued, createdOn, tags } = certificate
  const told = await getPendingOperation(services, caller, { vault, name })
  if (told === null || told.status === 'completed') return null
  const { csr: _csr, request: _request, ...operation } = told
  return {
    vault,
    name,
    operation,
    since: unissued ? createdOn : (order?.at ?? null),
    orderedBy: order?.by ?? null,
    owner: ownerOf(tags),
    unissued,
  }
}

/** A vault that throttles refuses many questions at once: it is named once. */
function onePerVault(asked: readonly Candidate[], attempts: readonly Attempt<unknown>[]) {
  const first = new Map(
    attempts.flatMap((one, index) =>
      one.ok ? [] : [[asked[index]?.certificate.vault ?? '', one.failure] as const],
    ),
  )
  return [...first.values()]
}
