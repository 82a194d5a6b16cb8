import 'server-only'
import { failureOf } from '#lib/domain/failure-error.ts'
import type { TemporaryRuleRow } from '#lib/store/schema.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { endOf, endRule, forgetRule } from './internal.ts'

const minuteMs = 60_000
const longestWaitMs = 60 * minuteMs

/**
 * Takes away the temporary rules whose time is over, as the console itself. What fails is shown with the
 * rule and tried again, at growing intervals. Throws `FailureError` when Azure's time is not known.
 */
export async function closeExpired(services: Services): Promise<void> {
  const { store, clock } = services
  const rows = await store.selectFrom('temporary_rules').selectAll().execute()
  const due = rows.filter((row) => isToBeTried(row, clock.now()))
  if (due.length === 0) return
  const now = (await services.azureNow()).toISOString()
  for (const row of due) {
    if (row.until <= now && (await claim(services, row))) await close(services, row)
  }
}

function isToBeTried({ tried_at, tries }: TemporaryRuleRow, now: Date): boolean {
  if (tried_at === null) return true
  const wait = Math.min(minuteMs * 2 ** (tries - 1), longestWaitMs)
  return Date.parse(tried_at) + wait <= now.getTime()
}

/** Whether it is ours to do: another console on the same store may be at it. */
async function claim({ store, clock }: Services, row: TemporaryRuleRow): Promise<boolean> {
  const { numUpdatedRows } = await store
    .updateTable('temporary_rules')
    .set({ tried_at: clock.now().toISOString(), tries: row.tries + 1 })
    .where('id', '=', row.id)
    .where('tries', '=', row.tries)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

async function close(services: Services, row: TemporaryRuleRow): Promise<void> {
  const { store, log } = services
  try {
    await recorded(services, services.self, endOf(row), () => endRule(services.ownAzure, row))
    await forgetRule(store, row)
  } catch (error) {
    const failure = failureOf(error)
    // With the vault its rule is gone, and nothing is left to close.
    if (failure?.code === 'not-found') {
      await forgetRule(store, row)
      return
    }
    log.error({ error, vault: row.vault }, 'a temporary rule could not be closed')
    await store
      .updateTable('temporary_rules')
      .set({ failure: failure?.title ?? 'Something went wrong in the console' })
      .where('id', '=', row.id)
      .execute()
  }
}
