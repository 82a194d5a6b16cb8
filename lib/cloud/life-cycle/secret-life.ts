import { findHead } from '../vault/rows/keys.ts'
import { findSecretVersion } from '../vault/rows/secrets.ts'
import { secondsPerDay } from './due.ts'
import { type Expiring, expiryMoments, noticeDays, tellExpiry } from './expiry.ts'
import type { LifeRules } from './lives.ts'

/** Secrets thirty days before their expiry, and at it. */
export const secretLife: LifeRules<Expiring> = {
  kind: 'secret',
  read(db, vault, name) {
    const head = findHead(db, 'secrets', vault, name)
    const row = head && findSecretVersion(db, vault, head.name, head.current)
    if (!row) return null
    const { version, updated, nbf, exp } = row
    return {
      version,
      since: updated,
      moments: expiryMoments(exp, exp && exp - noticeDays * secondsPerDay),
      subject: { display: head.display, nbf, exp },
    }
  },
  prepare: (_, moment, { time }) => tellExpiry('Secret', moment, time),
}
