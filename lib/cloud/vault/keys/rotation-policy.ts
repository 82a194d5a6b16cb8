import { badParameter, invalidProperty } from '../errors.ts'
import {
  isObject,
  type JsonObject,
  optionalArray,
  optionalObject,
  optionalString,
} from '../json.ts'
import { addDuration, type Duration, parseDuration, subtractDuration } from './duration.ts'

/** How a key is rotated, as kept and echoed. Durations are in the caller's spelling. */
export interface RotationPolicy {
  lifetimeActions: RotationAction[]
  expiryTime: string | null
  /** Epoch seconds. */
  created: number
  updated: number
}

export interface RotationAction {
  trigger: { timeAfterCreate: string } | { timeBeforeExpiry: string }
  action: { type: 'Rotate' | 'Notify' }
}

/** What every key has, whether anyone has set a policy or not. */
export const defaultNotify: RotationAction = {
  trigger: { timeBeforeExpiry: 'P30D' },
  action: { type: 'Notify' },
}

const day = 86_400
const minExpiry = 28 * day
const minDistance = 7 * day

/**
 * Reads the body of a PUT. The two actions are kept in the order Rotate, Notify; without a Notify the
 * default one is kept in addition.
 *
 * @param now epoch seconds; calendar months are counted from here
 * @see https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation#key-rotation-policy
 * @throws VaultError 400
 */
export function readRotationPolicy(
  body: JsonObject,
  now: number,
): Omit<RotationPolicy, 'created' | 'updated'> {
  const expiryTime = optionalString(optionalObject(body, 'attributes') ?? {}, 'expiryTime') ?? null
  const expiry = expiryTime === null || expiryTime === '' ? null : duration(expiryTime)
  const expiresAt = expiry && addDuration(now, expiry)
  if (expiresAt !== null && expiresAt - now < minExpiry) {
    throw badParameter('The key rotation policy is not valid: expiryTime must be at least 28 days.')
  }
  const actions = (optionalArray(body, 'lifetimeActions') ?? []).map((one) => {
    if (!isObject(one)) throw invalidProperty()
    return readAction(one, now, expiresAt)
  })
  const rotates = actions.filter((one) => one.action.type === 'Rotate')
  const notifies = actions.filter((one) => one.action.type === 'Notify')
  if (rotates.length > 1 || notifies.length > 1) {
    throw badParameter(
      'The key rotation policy is not valid: at most one action of type Rotate and one of type Notify.',
    )
  }
  return {
    lifetimeActions: [...rotates, ...(notifies.length === 0 ? [defaultNotify] : notifies)],
    expiryTime: expiry?.text ?? null,
  }
}

function readAction(given: JsonObject, now: number, expiresAt: number | null): RotationAction {
  const type = readType(optionalString(optionalObject(given, 'action') ?? {}, 'type'))
  const trigger = optionalObject(given, 'trigger') ?? {}
  const after = optionalString(trigger, 'timeAfterCreate')
  const before = optionalString(trigger, 'timeBeforeExpiry')
  if (after !== undefined && before !== undefined) {
    throw badParameter('The key rotation policy is not valid: an action has exactly one trigger.')
  }
  if (after !== undefined) {
    if (type === 'Notify') {
      throw badParameter(
        'The key rotation policy is not valid: timeAfterCreate applies to Rotate only.',
      )
    }
    checkDistance(addDuration(now, duration(after)), now, expiresAt)
    return { trigger: { timeAfterCreate: after }, action: { type } }
  }
  if (before === undefined) throw invalidProperty()
  const lead = duration(before)
  if (type === 'Rotate') {
    if (expiresAt === null) {
      throw badParameter(
        'The key rotation policy is not valid: timeBeforeExpiry of Rotate needs an expiryTime.',
      )
    }
    checkDistance(subtractDuration(expiresAt, lead), now, expiresAt)
  }
  return { trigger: { timeBeforeExpiry: before }, action: { type } }
}

/** A rotation stands a week off the creation and, if there is an expiry, a week before it. */
function checkDistance(rotatesAt: number, now: number, expiresAt: number | null): void {
  if (rotatesAt - now < minDistance) {
    throw badParameter(
      'The key rotation policy is not valid: Rotate must be at least 7 days after creation.',
    )
  }
  if (expiresAt !== null && expiresAt - rotatesAt < minDistance) {
    throw badParameter(
      'The key rotation policy is not valid: Rotate must be at least 7 days before expiry.',
    )
  }
}

function readType(text: string | undefined): 'Rotate' | 'Notify' {
  switch (text?.toLowerCase()) {
    case 'rotate':
      return 'Rotate'
    case 'notify':
      return 'Notify'
    default:
      throw invalidProperty()
  }
}

function duration(text: string): Duration {
  const parsed = parseDuration(text)
  if (!parsed) throw invalidProperty()
  return parsed
}

/** The policy as the wire shows it; null stands for a key on which none was set. */
export function rotationPolicyBody(kid: string, policy: RotationPolicy | null): object {
  return {
    id: `${kid}/rotationpolicy`,
    lifetimeActions: policy?.lifetimeActions ?? [defaultNotify],
    attributes: policy
      ? {
          ...(policy.expiryTime === null ? {} : { expiryTime: policy.expiryTime }),
          created: policy.created,
          updated: policy.updated,
        }
      : {},
  }
}
