import type { Db } from '../../store/store.ts'
import { putRotateAt } from '../rows/key-versions.ts'
import { findHead, findKeyVersion, type HeadRow, type VersionTimes } from '../rows/keys.ts'
import { addDuration, parseDuration, subtractDuration } from './duration.ts'
import { defaultNotify, type RotationAction, type RotationPolicy } from './rotation-policy.ts'

/** The stored policy of a key; null when none was set. */
export function storedRotationPolicy(head: HeadRow): RotationPolicy | null {
  return head.rotationPolicy === null ? null : JSON.parse(head.rotationPolicy)
}

/**
 * Works out anew when the key's next version is due. Called in every write that may move it: a new
 * version, new dates, another policy, a restore.
 */
export function refreshRotation(db: Db, vault: number, name: string): void {
  const head = findHead(db, 'keys', vault, name)
  if (!head) return
  const row = findKeyVersion(db, vault, head.name, head.current)
  putRotateAt(db, head, row && !head.managed ? rotatesAt(storedRotationPolicy(head), row) : null)
}

/** When a version is to be replaced, epoch seconds; null for never. Disabled keys stay as they are. */
export function rotatesAt(policy: RotationPolicy | null, version: VersionTimes): number | null {
  const action = policy?.lifetimeActions.find((one) => one.action.type === 'Rotate')
  return action && version.enabled ? firesAt(action, version) : null
}

/** When the near-expiry event of a version falls due, epoch seconds; null without an expiry. */
export function notifiesAt(policy: RotationPolicy | null, version: VersionTimes): number | null {
  const actions = policy?.lifetimeActions ?? []
  return firesAt(actions.find((one) => one.action.type === 'Notify') ?? defaultNotify, version)
}

/** `exp` of a version that a rotation makes at `now`; null when the policy sets none. */
export function rotatedExpiry(policy: RotationPolicy | null, now: number): number | null {
  const expiry = policy?.expiryTime == null ? null : parseDuration(policy.expiryTime)
  return expiry && addDuration(now, expiry)
}

function firesAt(action: RotationAction, version: VersionTimes): number | null {
  if ('timeAfterCreate' in action.trigger) {
    const after = parseDuration(action.trigger.timeAfterCreate)
    return after && addDuration(version.created, after)
  }
  const before = parseDuration(action.trigger.timeBeforeExpiry)
  return before && version.exp !== null ? subtractDuration(version.exp, before) : null
}
