import type { VaultFacts } from '../attention/rule.ts'
import type { TaggedEnvironment } from '../mixed-environments.ts'
import type { Permissions } from '../permissions/catalogue.ts'

/** Somebody as a check names them. */
export interface Named {
  /** Object id in Entra. */
  readonly id: string
  readonly name: string
  /** Null where neither the directory nor an assignment tells it. */
  readonly kind: 'user' | 'group' | 'application' | 'managed-identity' | null
}

/** Somebody with access to a vault's data, by whatever counts there. */
export interface Holder extends Named {
  /** Of the entries that name it; empty on a vault on Azure roles. */
  readonly entries: readonly Permissions[]
  /** Ids of the data operations that it has over the vault or part of it. */
  readonly operations: ReadonlySet<string>
}

/** A vault of another environment in which somebody has something. */
export interface Elsewhere {
  readonly vault: string
  readonly environment: string
}

/** What a check may know about a vault. Null: it could not be read, and nothing follows from that. */
export interface PostureFacts extends VaultFacts {
  readonly permissionModel: 'access-policies' | 'rbac'
  /** How long deleted objects stay; null when Azure does not say. */
  readonly softDeleteDays: number | null
  readonly holders: readonly Holder[] | null
  /** By its tag, in one spelling: `production`; null when it has none. */
  readonly environment: string | null
  /** What the holders have in vaults of other environments, by object id in lower case. */
  readonly elsewhere: ReadonlyMap<string, readonly Elsewhere[]> | null
  /** Who may let themselves in over the management plane. */
  readonly selfGranters: readonly Named[] | null
  /** Several environments by tags; empty when it is one or none. */
  readonly environments: readonly TaggedEnvironment[] | null
  /** How many certificates the vault holds. */
  readonly certificates: number | null
  /** How many people the vault mails about them. */
  readonly contacts: number | null
  /** Whether a diagnostic setting sends the log of data operations somewhere. */
  readonly sendsLogs: boolean | null
}
