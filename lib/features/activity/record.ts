import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Failure } from '#lib/domain/failure.ts'
import { FailureError, failureOf } from '#lib/domain/failure-error.ts'
import type { Actor, Services } from '../services.ts'
import type { ActivityVerb } from './schema.ts'

/** What somebody is about to do. No member may hold a key, a password or a token. */
export interface Intent {
  readonly verb: ActivityVerb
  readonly vault: string
  /** Name of the certificate; `issuers/<name>`, `contacts/all`, `vault/all`, `backups/<file>` until it is opened. */
  readonly object: string
  readonly version?: string
  readonly reason?: string
}

/**
 * Records the intent, acts, records the outcome. Azure cannot join our transaction, so: an intent that
 * cannot be recorded is not sent (`FailureError` unrecorded); one without an outcome stays, is shown as
 * unknown and looked up later. Whatever `act` throws is thrown on. `learnt` names the object where only the
 * answer tells it.
 */
export async function recorded<T>(
  services: Services,
  actor: Actor,
  intent: Intent,
  act: () => Promise<T>,
  learnt: (result: T) => Partial<Pick<Intent, 'object' | 'version'>> = () => ({}),
): Promise<T> {
  const id = randomUUID()
  await insert(services, actor, intent, id)
  let result: T
  try {
    // Also when it failed: it may have been done all the same.
    result = await act().finally(() => services.details.forget(intent.vault, intent.object))
  } catch (error) {
    await close(services, id, outcomeOf(error), wordsOf(error))
    throw error
  }
  const known = learnt(result)
  if (known.object !== undefined) services.details.forget(intent.vault, known.object)
  await close(services, id, 'done', null, known)
  return result
}

async function insert(
  { store, clock, log }: Services,
  actor: Actor,
  intent: Intent,
  id: string,
): Promise<void> {
  try {
    await store
      .insertInto('records')
      .values({
        id,
        at: clock.now().toISOString(),
        finished_at: null,
        actor_id: actor.userId,
        actor_name: actor.userPrincipalName || actor.name,
        verb: intent.verb,
        vault: intent.vault,
        object: intent.object,
        version: intent.version ?? null,
        reason: intent.reason ?? null,
        outcome: null,
        detail: null,
      })
      .execute()
  } catch (error) {
    log.error({ error, verb: intent.verb }, 'an intent could not be recorded')
    throw new FailureError(unrecorded, { cause: error })
  }
}

/** The act is over, so a store that fails now must not turn it into an error: it stays unknown. */
async function close(
  { store, clock, log }: Services,
  id: string,
  outcome: 'done' | 'refused' | 'failed' | null,
  detail: string | null,
  known: Partial<Pick<Intent, 'object' | 'version'>> = {},
): Promise<void> {
  try {
    await store
      .updateTable('records')
      .set({
        ...known,
        outcome,
        detail,
        finished_at: outcome === null ? null : clock.now().toISOString(),
      })
      .where('id', '=', id)
      .execute()
  } catch (error) {
    log.error({ error, record: id }, 'an outcome could not be recorded')
  }
}

/** After a time-out or a broken answer nobody knows whether Azure did it: null, shown as unknown. */
function outcomeOf(error: unknown): 'refused' | 'failed' | null {
  const failure = failureOf(error)
  if (failure === null) return 'failed'
  if (['timeout', 'unreachable', 'upstream'].includes(failure.code)) return null
  return failure.status < 500 ? 'refused' : 'failed'
}

function wordsOf(error: unknown): string {
  const failure = failureOf(error)
  return failure === null ? 'An error in the console.' : `${failure.title} ${failure.detail}`.trim()
}

const unrecorded: Failure = {
  code: 'unrecorded',
  status: 503,
  title: 'Nothing was changed',
  detail: 'The console could not record what you were about to do, so it was not sent.',
  nextStep: 'Try again. If it happens again, the store of the console needs attention.',
}
