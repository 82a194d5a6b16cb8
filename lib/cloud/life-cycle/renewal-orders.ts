import { setTimeout as delay } from 'node:timers/promises'
import type { CloudContext } from '../context.ts'
import type { Db } from '../store/store.ts'
import type { EndedOperation } from '../vault/issue/advance.ts'
import type { IssuanceWorker } from '../vault/issue/worker.ts'
import { findVersion } from '../vault/rows/versions.ts'
import { mailRenewalCompleted, mailRenewalFailed } from './mails.ts'

/** An authority answers within three seconds of real time; one that does not is not waited for. */
const patienceMs = 15_000

/** Renewals that an authority works on. */
export interface RenewalOrders {
  /**
   * Resolves when one of them has ended, which may make other things fall due.
   * @returns false when there is none, or none ends
   */
  nextEnd(signal: AbortSignal): Promise<boolean>
}

/** Tells the contacts how each renewal ended that a worker carries on. */
export function watchRenewals(ctx: CloudContext, worker: IssuanceWorker): RenewalOrders {
  let waiting: (() => void)[] = []
  worker.onEnd((db, ended) => {
    if (!ended.operation.renewal) return
    tellEnd(db, ended)
    for (const resolve of waiting) resolve()
    waiting = []
  })
  return {
    async nextEnd(signal) {
      if (!ctx.store.read(isUnderWay)) return false
      const ended = new Promise<true>((resolve) => waiting.push(() => resolve(true)))
      const late = delay(patienceMs, false as const, { signal, ref: false }).catch(() => false)
      return Promise.race([ended, late])
    },
  }
}

function isUnderWay(db: Db): boolean {
  const row = db
    .sql(
      `SELECT 1 FROM vault_certificate_operations AS o JOIN vault_certificates AS c USING (vault, name)
       WHERE o.status = 'inProgress' AND o.renewal = 1 AND c.deleted_at IS NULL LIMIT 1`,
    )
    .get()
  return row !== undefined
}

function tellEnd(db: Db, { operation, certificate, vault }: EndedOperation): void {
  const { current } = certificate
  const version = current && findVersion(db, certificate.vault, certificate.name, current)
  if (!version) return
  const subject = { certificate, exp: version.exp }
  if (operation.status === 'completed') {
    mailRenewalCompleted(db, vault, subject, operation.created)
  } else {
    const cause = operation.error?.message ?? 'The renewal was cancelled.'
    mailRenewalFailed(db, vault, subject, operation.created, cause)
  }
}
