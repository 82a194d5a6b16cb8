import type { VaultRecord } from '../../arm/vaults/vault-record.ts'
import { VaultError } from '../errors.ts'
import { budgets, type Cost } from './cost.ts'

const windowMs = 10_000
/** How many times a vault's budget the vaults of one subscription have together. */
const vaultsWorth = 5

/** The members of a vault by which calls are counted. */
type Throttled = Pick<VaultRecord, 'key' | 'subscriptionId' | 'location'>

interface Window {
  endsAt: number
  spent: number
}

/** The limits of the service. In memory: a restarted cloud counts from zero, and is off. */
export interface Throttle {
  enabled: boolean
  /**
   * Counts a call, unless it is one too many: those cost nothing.
   * @throws VaultError 429 with `Retry-After`, in seconds
   */
  spend(vault: Throttled, cost: Cost): void
}

/** @param now real time in ms, never the shifted clock: a limit protects the machine */
export function createThrottle(now: () => number = () => performance.now()): Throttle {
  const windows = new Map<string, Window>()

  function windowOf(key: string): Window {
    const known = windows.get(key)
    const at = now()
    if (known && at < known.endsAt) return known
    // Windows of vaults that nobody calls any more go with the first new one.
    for (const [name, { endsAt }] of windows) if (endsAt <= at) windows.delete(name)
    const fresh = { endsAt: at + windowMs, spent: 0 }
    windows.set(key, fresh)
    return fresh
  }

  const throttle: Throttle = {
    enabled: false,
    spend(vault, { budget, weight }) {
      if (!throttle.enabled) return
      const most = budgets[budget]
      const ofVault = windowOf(`${vault.key}/${budget}`)
      const ofSubscription = windowOf(`${vault.subscriptionId}/${vault.location}/${budget}`)
      if (ofVault.spent + weight > most) {
        throw throttled('VaultRequestTypeLimitReached', ofVault.endsAt - now())
      }
      if (ofSubscription.spent + weight > most * vaultsWorth) {
        throw throttled('SubscriptionRequestTypeLimitReached', ofSubscription.endsAt - now())
      }
      ofVault.spent += weight
      ofSubscription.spent += weight
    },
  }
  return throttle
}

function throttled(reason: string, waitMs: number): VaultError {
  return new VaultError(
    429,
    'Throttled',
    `Request was not processed because too many requests were received. Reason: ${reason}`,
    { headers: { 'Retry-After': String(Math.max(1, Math.ceil(waitMs / 1000))) } },
  )
}
