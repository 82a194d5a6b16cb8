import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import type { RecordRow } from '#lib/store/schema.ts'
import { mapBounded } from '../concurrency.ts'
import type { Services } from '../services.ts'
import { resolvedByLooking } from './internal.ts'
import { type Activity, activityVerbs, type ListActivityInput } from './schema.ts'

/** Acts that are looked up at the same time. */
const looksAtOnce = 8

/**
 * What was done through the console, newest first. Acts whose outcome never came are looked up in the
 * vault first. Throws `FailureError`.
 */
export async function listActivity(
  services: Services,
  caller: Caller,
  input: ListActivityInput,
): Promise<readonly Activity[]> {
  authorize(caller, 'SecurityOperations')
  let query = services.store.selectFrom('records').selectAll()
  // Azure matches names without regard to case; the records keep them as they were typed.
  if (input.vault !== undefined) {
    query = query.where((where) =>
      where(where.fn<string>('lower', ['vault']), '=', input.vault?.toLowerCase() ?? ''),
    )
  }
  if (input.name !== undefined) {
    query = query.where((where) =>
      where(where.fn<string>('lower', ['object']), '=', input.name?.toLowerCase() ?? ''),
    )
  }
  const rows = await query.orderBy('at', 'desc').orderBy('id').limit(input.limit).execute()
  const known = await mapBounded(rows, looksAtOnce, (row) =>
    resolvedByLooking(services, caller, row),
  )
  return known.flatMap(toActivity)
}

function toActivity(row: RecordRow): Activity[] {
  // A verb of a later release, after going back to this one, has no words here.
  const verb = activityVerbs.find((known) => known === row.verb)
  if (verb === undefined) return []
  return [
    {
      id: row.id,
      at: row.at,
      finishedAt: row.finished_at,
      actor: { objectId: row.actor_id, name: row.actor_name },
      verb,
      vault: row.vault,
      object: row.object,
      version: row.version,
      reason: row.reason,
      outcome: row.outcome ?? 'unknown',
      detail: row.detail,
    },
  ]
}
