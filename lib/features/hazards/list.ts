import 'server-only'
import { compareFindings } from '#lib/domain/attention/registry.ts'
import { hazardFacts } from '#lib/domain/hazards/facts.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { listCertificates } from '../certificates/list.ts'
import type { CertificateSummary } from '../certificates/schema.ts'
import { fleetConcurrency, mapBounded } from '../concurrency.ts'
import { getDetails } from '../fleet/get-details.ts'
import { attempt, partial } from '../partial.ts'
import type { Services } from '../services.ts'
import { listVaults } from '../vaults/list.ts'
import { countContacts, hazardsOf, oneOfEachVault } from './internal.ts'
import { type FleetHazards, type Hazard, hazardsMax } from './schema.ts'

/** What of a vault decides about the renewals in it. */
interface Surroundings {
  readonly tags: Readonly<Record<string, string>>
  /** Null when this caller may not read them. */
  readonly contacts: number | null
}

/**
 * What threatens the next renewals over all vaults, looking at those certificates that end first. What
 * cannot be read is named beside the rest. Throws `FailureError` when not even the vaults can be listed.
 */
export async function listHazards(
  services: Services,
  caller: Caller,
  _input: Record<never, never> = {},
): Promise<FleetHazards> {
  authorize(caller, 'SecurityOperations')
  const vaults = await listVaults(services, caller)
  const lists = await mapBounded(vaults.items, fleetConcurrency, ({ name }) =>
    attempt(() => listCertificates(services, caller, { vault: name })),
  )
  const { values, failures } = partial(lists)
  const all = values.flat()
  const now = services.clock.now().toISOString()
  const chosen = all.toSorted((a, b) => (urgency(a, now) < urgency(b, now) ? -1 : 1))
  chosen.length = Math.min(chosen.length, hazardsMax)

  const named = new Set(chosen.map(({ vault }) => vault))
  const places = vaults.items.filter(({ name }) => named.has(name))
  const read = await mapBounded(places, fleetConcurrency, async ({ name, tags }) => {
    const surroundings: Surroundings = {
      tags,
      contacts: await countContacts(services, caller, name),
    }
    return [name, surroundings] as const
  })
  const surroundings = new Map(read)
  const examined = partial(
    await mapBounded(chosen, fleetConcurrency, (certificate) =>
      attempt(() => examineOne(services, caller, certificate, surroundings.get(certificate.vault))),
    ),
  )
  return {
    hazards: examined.values.flat().sort(compareFindings),
    failures: oneOfEachVault([...vaults.failures, ...failures, ...examined.failures]),
    checked: examined.values.length,
    total: all.length,
    contactsUnread: read.flatMap(([name, { contacts }]) => (contacts === null ? [name] : [])),
  }
}

/** Sorts those that end soonest first; what has ended already, or never ends, comes last. */
function urgency({ expiresOn }: CertificateSummary, now: string): string {
  return expiresOn === null || expiresOn < now ? '9999' : expiresOn
}

async function examineOne(
  services: Services,
  caller: Caller,
  certificate: CertificateSummary,
  vault: Surroundings = { tags: {}, contacts: null },
): Promise<Hazard[]> {
  const { content, policy } = await getDetails(services, caller, certificate)
  if (policy === null) return []
  return hazardsOf(hazardFacts({ ...certificate, policy, content }, vault), services.clock.now())
}
