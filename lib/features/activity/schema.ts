import * as z from 'zod/mini'
import { objectNameMaxLength } from '#lib/domain/certificates/object-name.ts'
import { vaultName } from '../vaults/schema.ts'

export const activityVerbs = [
  'certificates.create',
  'certificates.import',
  'certificates.update-version',
  'certificates.update-policy',
  'certificates.create-version',
  'certificates.delete',
  'certificates.recover',
  'certificates.purge',
  'certificates.export-private',
  'pending.merge',
  'pending.cancel',
  'pending.delete-operation',
  'issuers.create',
  'issuers.update',
  'issuers.delete',
  'contacts.update',
  'certificates.export-chain',
  'certificates.backup',
  'certificates.restore',
  'vaults.create',
  'vaults.update',
  'vaults.delete',
  'vaults.recover',
  'vaults.purge',
  'network.update',
  'network.update-connection',
  'network.update-subnet',
  'network.create-temporary-rule',
  'network.delete-temporary-rule',
  'access-policies.update',
  'access-policies.delete',
  'roles.create',
  'roles.delete',
  'permission-model.update',
  'logs.create-setting',
] as const
export type ActivityVerb = (typeof activityVerbs)[number]

/**
 * `unknown`: the intent was recorded and no outcome came, because the console or the network stopped in
 * between. A list looks it up when the act can no longer be under way; until then, and for an export, it
 * stays so.
 */
export type ActivityOutcome = 'done' | 'refused' | 'failed' | 'unknown'

/** One write that was asked for through the console. Never holds a key, a password or a token. */
export interface Activity {
  readonly id: string
  /** When it was asked for, ISO 8601. */
  readonly at: string
  readonly finishedAt: string | null
  readonly actor: { readonly objectId: string; readonly name: string }
  readonly verb: ActivityVerb
  readonly vault: string
  /** Name of the certificate; `issuers/<name>`, `contacts/all` and `vault/all`, which no certificate can be called. */
  readonly object: string
  readonly version: string | null
  /** Why, where the console asks for it. */
  readonly reason: string | null
  readonly outcome: ActivityOutcome
  /** Words about the outcome: what was refused and why; null when done and answered. */
  readonly detail: string | null
}

export const listActivityInput = z.object({
  vault: z.optional(vaultName),
  name: z.optional(z.string().check(z.maxLength('issuers/'.length + objectNameMaxLength))),
  limit: z._default(z.number().check(z.int(), z.minimum(1), z.maximum(200)), 50),
})
export type ListActivityInput = z.infer<typeof listActivityInput>
