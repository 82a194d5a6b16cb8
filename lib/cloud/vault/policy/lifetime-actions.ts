import { invalidProperty } from '../errors.ts'
import {
  isObject,
  type JsonObject,
  optionalArray,
  optionalInteger,
  optionalObject,
  optionalString,
} from '../json.ts'
import type { IssuerProps, LifetimeAction, StoredPolicy } from './model.ts'

/**
 * Reads `lifetime_actions`: one trigger kind each, and the service keeps one action only.
 * Default: at 80 % of the life, AutoRenew, or EmailContacts where nobody could renew.
 * @see https://learn.microsoft.com/azure/key-vault/certificates/about-certificates#certificate-policy
 */
export function readLifetimeActions(
  policy: JsonObject,
  validityMonths: number,
  issuer: IssuerProps,
  base: StoredPolicy | null,
): LifetimeAction[] {
  const given = optionalArray(policy, 'lifetime_actions')
  if (!given) {
    const kept = base?.lifetime_actions ?? [defaultAction(issuer)]
    // A shorter life may have no such day any more.
    for (const { trigger } of kept) readTrigger({ ...trigger }, validityMonths)
    return kept
  }
  return given.slice(0, 1).map((item) => {
    if (!isObject(item)) throw invalidProperty()
    const action = optionalString(optionalObject(item, 'action') ?? {}, 'action_type')
    return {
      trigger: readTrigger(optionalObject(item, 'trigger') ?? {}, validityMonths),
      action: { action_type: readActionType(action) },
    }
  })
}

export function defaultAction(issuer: IssuerProps): LifetimeAction {
  return {
    trigger: { lifetime_percentage: 80 },
    action: { action_type: issuer.name === 'Unknown' ? 'EmailContacts' : 'AutoRenew' },
  }
}

function readTrigger(trigger: JsonObject, validityMonths: number): LifetimeAction['trigger'] {
  const percentage = optionalInteger(trigger, 'lifetime_percentage')
  const days = optionalInteger(trigger, 'days_before_expiry')
  if (percentage !== undefined && days === undefined) {
    if (percentage < 1 || percentage > 99) throw invalidProperty()
    return { lifetime_percentage: percentage }
  }
  if (days !== undefined && percentage === undefined) {
    // The service counts 27 days a month here, so that the trigger never precedes the certificate.
    if (days < 1 || days > validityMonths * 27) throw invalidProperty()
    return { days_before_expiry: days }
  }
  throw invalidProperty()
}

function readActionType(text: string | undefined): LifetimeAction['action']['action_type'] {
  const lower = text?.toLowerCase()
  if (lower === 'autorenew') return 'AutoRenew'
  if (lower === 'emailcontacts') return 'EmailContacts'
  throw invalidProperty()
}
