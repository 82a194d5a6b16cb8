import type { VaultRecord } from '../arm/vaults/vault-record.ts'
import type { CloudContext } from '../context.ts'
import type { TokenClaims } from '../login/verify.ts'
import type { Db } from '../store/store.ts'
import type { ApiVersion } from './api-version.ts'
import type { IssuanceWorker } from './issue/worker.ts'
import type { JsonObject } from './json.ts'

/** What a handler knows once all steps before it have passed. */
export interface VaultCall {
  ctx: CloudContext
  worker: IssuanceWorker
  vault: VaultRecord
  /** `https://kv.vault.azure.net`: the stem of every identifier in an answer. */
  base: string
  apiVersion: ApiVersion
  caller: TokenClaims
  /** The named segments of the path, decoded, not yet checked. An absent version is absent. */
  path: Readonly<Record<string, string>>
  query: URLSearchParams
  /** The parsed body; empty where the operation takes none. */
  body: JsonObject
  /** Epoch seconds on the cloud's clock. */
  now: number
}

/** The answer of an operation that went well. */
export interface Outcome {
  status: 200 | 201 | 202 | 204
  body?: object
  headers?: Readonly<Record<string, string>>
  /** Members of the audit record's `properties` that only the operation knows. Never a value or key. */
  audit?: Readonly<Record<string, unknown>>
  /** Runs once the change is durable, for example to wake the worker. */
  after?: () => void
}

/**
 * The synchronous part of an operation. It runs in the write that also records the audit row: both
 * are kept or neither. A `VaultError` thrown here undoes whatever it changed.
 */
export type Apply = (db: Db) => Outcome

/** The right that an operation needs, in the words of both permission models. */
export interface Right {
  area: 'certificates' | 'keys' | 'secrets'
  /** Permission of an access policy. */
  permission: string
  /** Another permission that gives the same. */
  orPermission?: string
  /** Data action without the prefix `Microsoft.KeyVault/vaults/`. */
  action: string
}

/** One operation of the data plane. */
export interface Operation {
  /** `operationName` of the audit record. */
  name: string
  method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'
  /** Segments; one that starts with a colon names a variable. */
  path: string
  right: Right
  /** Bytes of the longest body, where that is not the usual 2 MiB. */
  maxBody?: number
  /** Validates, and does what may take time. Called with every check passed. */
  prepare(call: VaultCall): Apply | Promise<Apply>
}
