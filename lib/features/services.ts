import 'server-only'
import type { UserAzure } from '#lib/azure/gateway.ts'
import type { Clock } from '#lib/base/clock.ts'
import type { Caller, CallerFields } from '#lib/session/caller.ts'
import type { Store } from '#lib/store/store.ts'
import type { DetailsCache } from './details-cache.ts'

/** What verbs work with; the composition root in lib/runtime makes it. */
export interface Services {
  readonly clock: Clock
  readonly store: Store
  /** Azure as this caller sees it, on behalf of the caller. */
  azureOf(caller: Caller): UserAzure
  /** Azure as the console itself sees it: for what is due when nobody is signed in. */
  readonly ownAzure: UserAzure
  /** Who the console is in the records of what it does by itself. */
  readonly self: Actor
  /** The time by Azure's clock, which the embedded cloud lets people move. Throws `FailureError`. */
  azureNow(): Promise<Date>
  readonly log: VerbLog
  /** Mails that the embedded cloud keeps instead of sending; null on a real tenant, which sends them. */
  readonly outbox: Outbox | null
  /** What callers have read about certificates; one for the process. */
  readonly details: DetailsCache
}

/** Who did something. */
export type Actor = Pick<CallerFields, 'userId' | 'name' | 'userPrincipalName'>

/** A mail as the embedded cloud keeps it. */
export interface OutboxMail {
  readonly id: number
  /** ISO 8601. */
  readonly time: string
  readonly kind: string
  readonly vault: string
  readonly certificate: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
}

export interface Outbox {
  /** All of them in the order of their sending. Throws `FailureError`. */
  list(): Promise<readonly OutboxMail[]>
}

/** The part of the logger that verbs use. */
export interface VerbLog {
  warn(object: object, message: string): void
  error(object: object, message: string): void
}
