import { notifiesAt, storedRotationPolicy } from '../vault/keys/rotation-due.ts'
import { findHead, findKeyVersion } from '../vault/rows/keys.ts'
import { type Expiring, expiryMoments, tellExpiry } from './expiry.ts'
import type { LifeRules } from './lives.ts'

/** Keys near their expiry, by the rotation policy's `Notify`, and at it. */
export const keyLife: LifeRules<Expiring> = {
  kind: 'key',
  read(db, vault, name) {
    const head = findHead(db, 'keys', vault, name)
    const row = head && findKeyVersion(db, vault, head.name, head.current)
    if (!row) return null
    return {
      version: row.version,
      since: row.updated,
      moments: expiryMoments(row.exp, notifiesAt(storedRotationPolicy(head), row)),
      subject: { display: head.display, nbf: row.nbf, exp: row.exp },
    }
  },
  prepare: (_, moment, { time }) => tellExpiry('Key', moment, time),
}
