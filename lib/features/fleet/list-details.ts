import 'server-only'
import { renewalDueOn } from '#lib/domain/certificates/policy/next-renewal.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { hazardFacts } from '#lib/domain/hazards/facts.ts'
import { examineHazards } from '#lib/domain/hazards/registry.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { getPendingOperation } from '../certificates/get-pending.ts'
import type { CertificatePolicy } from '../certificates/schema.ts'
import { attempt } from '../partial.ts'
import type { Services } from '../services.ts'
import { type DetailsRef, getDetails } from './get-details.ts'
import type { CertificateDetails, DetailEvent, FleetDetail, ListDetailsInput } from './schema.ts'

/** Requests at once for details: the list of the vaults, which somebody waits for, goes first. */
const concurrency = 32
/** What a person looks at is read again after so long, in ms. */
const viewAgeMs = 5 * 60_000
/** Where `Retry-After` says nothing, in ms; doubled with each refusal. */
const firstPauseMs = 1_000
const longestPauseMs = 30_000
/** Refusals in a row after which a vault is left alone. */
const mostRefusals = 5

interface Item extends DetailsRef {
  readonly vault: string
}

/**
 * What the lists lack about these certificates, told one by one as they come. A vault that refuses for
 * too many requests is left in peace as long as it says, and the others go on; one that does not answer
 * is asked once, not for each certificate. Rejects when the sign-in is lost.
 */
export async function listDetails(
  services: Services,
  caller: Caller,
  input: ListDetailsInput,
  tell: (event: DetailEvent) => void,
  signal?: AbortSignal,
): Promise<void> {
  authorize(caller, 'SecurityOperations')
  const queue: Item[] = input.items.map(([vault, name, thumbprint]) => ({
    vault,
    name,
    thumbprint,
  }))
  const vaults = new Map<string, { until: number; refusals: number; dead: Failure | null }>()
  const stateOf = (vault: string) => {
    const state = vaults.get(vault) ?? { until: 0, refusals: 0, dead: null }
    vaults.set(vault, state)
    return state
  }

  const read = async (item: Item): Promise<void> => {
    const { vault, name } = item
    const state = stateOf(vault)
    if (state.dead) return tell({ kind: 'failure', vault, name, failure: state.dead })
    const found = await attempt(() => readOne(services, caller, item, input.purpose))
    if (found.ok) {
      state.refusals = 0
      return tell({ kind: 'detail', vault, name, detail: found.value })
    }
    const { failure } = found
    if (failure.code === 'throttled' && state.refusals < mostRefusals) {
      const now = performance.now()
      // Many were under way when the first was refused: together they are one refusal.
      if (now >= state.until) {
        const told = (failure.retryAfterSeconds ?? 0) * 1000
        const pause = Math.max(told, firstPauseMs * 2 ** state.refusals)
        state.until = now + Math.min(longestPauseMs, pause)
        state.refusals += 1
      }
      queue.push(item)
      return
    }
    if (['timeout', 'unreachable', 'throttled'].includes(failure.code)) state.dead = failure
    tell({ kind: 'failure', vault, name, failure })
  }

  const worker = async (): Promise<void> => {
    while (!signal?.aborted) {
      const now = performance.now()
      const at = queue.findIndex(({ vault }) => stateOf(vault).until <= now)
      const [item] = at < 0 ? [] : queue.splice(at, 1)
      if (item !== undefined) {
        await read(item)
        continue
      }
      if (queue.length === 0) return
      const soonest = Math.min(...queue.map(({ vault }) => stateOf(vault).until))
      await pause(soonest - now, signal)
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, queue.length) }, worker))
  tell({ kind: 'end' })
}

async function readOne(
  services: Services,
  caller: Caller,
  item: Item,
  purpose: ListDetailsInput['purpose'],
): Promise<FleetDetail> {
  const { vault, name, thumbprint } = item
  // An order under way is asked for where somebody looks; in a scan only where there is nothing else.
  const asked = purpose === 'view' || thumbprint === null
  const [details, operation] = await Promise.all([
    getDetails(services, caller, item, purpose === 'view' ? { maxAgeMs: viewAgeMs } : {}),
    asked ? getPendingOperation(services, caller, { vault, name }) : null,
  ])
  return toFleetDetail(details, operation, services.clock.now())
}

function toFleetDetail(
  details: CertificateDetails,
  operation: FleetDetail['operation'],
  now: Date,
): FleetDetail {
  const { version, content, policy, enabled, updatedOn } = details
  const dates = content && {
    ...{ enabled, updatedOn, notBefore: content.notBefore, expiresOn: content.notAfter },
    selfIssued: content.selfIssued,
  }
  return {
    renewalDueOn: renewalDueOn(policy, dates, now),
    hazards: policy === null ? [] : hazardsIn({ ...details, policy }, now),
    current: content && {
      version: version ?? '',
      content: {
        subject: content.subject,
        issuer: content.issuer,
        commonName: content.commonName,
        serialNumber: content.serialNumber,
        key: content.key,
        names: content.names,
        selfIssued: content.selfIssued,
      },
    },
    policy: policy && {
      issuer: policy.issuer,
      subject: policy.subject,
      names: policy.names,
      kty: policy.kty,
      size: policy.size,
      curve: policy.curve,
      lifetimeAction: policy.lifetimeAction,
    },
    operation: operation && { status: operation.status, issuer: operation.issuer },
  }
}

/** Ids of the checks that the certificate fails, as far as they need nothing of its vault. */
function hazardsIn(
  details: CertificateDetails & { readonly policy: CertificatePolicy },
  now: Date,
): string[] {
  const certificate = { ...details, expiresOn: details.content?.notAfter ?? null }
  const facts = hazardFacts(certificate, { tags: {}, contacts: null })
  return examineHazards(facts, now).map(({ rule }) => rule)
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.max(0, ms))
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
