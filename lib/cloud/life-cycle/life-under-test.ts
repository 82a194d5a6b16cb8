import { createPurger } from '../arm/vaults/purger.ts'
import { listMails, type SentMail } from '../outbox/mail.ts'
import type { VaultUnderTest } from '../vault/vault-under-test.ts'
import { createLifeCycle } from './life-cycle.ts'
import { watchRenewals } from './renewal-orders.ts'
import { allSources } from './sources.ts'

/*
 * For tests only: the life cycle of a vault under test, which does nothing until it is asked to.
 */

export interface LifeUnderTest {
  /** Moves the clock, and lets everything happen that is due by then. */
  at(time: Date | string): Promise<void>
  /** All events so far, in the order in which they were reported. */
  events(): { type: string; subject: string; time: string }[]
  mails(): SentMail[]
  /** Resolves when purged vaults are empty. */
  settled(): Promise<void>
}

export function lifeOf(under: VaultUnderTest): LifeUnderTest {
  const { ctx, app } = under
  const { worker } = app
  const purger = createPurger(ctx)
  const orders = watchRenewals(ctx, worker)
  const life = createLifeCycle(ctx, {
    sources: allSources(ctx, { purger, worker }),
    elsewhere: orders.nextEnd,
  })
  return {
    async at(time) {
      under.setNow(new Date(time))
      await life.catchUp()
    },
    events: () =>
      ctx.store
        .sql('SELECT type, subject, time_ms FROM events ORDER BY seq')
        .all()
        .map((row) => ({
          type: String(row.type).replace('Microsoft.KeyVault.', ''),
          subject: String(row.subject),
          time: new Date(Number(row.time_ms)).toISOString(),
        })),
    settled: () => purger.settled(),
    mails: () => listMails(ctx.store, { after: 0, limit: 10_000 }),
  }
}
