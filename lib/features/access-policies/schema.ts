import * as z from 'zod/mini'
import { isGuid } from '#lib/base/guid.ts'
import type { AccessPolicy } from '#lib/domain/access/facts.ts'
import type { Failure } from '#lib/domain/failure.ts'
import type { AccessGroup, AccessPrincipal } from '../access/schema.ts'
import { vaultName } from '../vaults/schema.ts'

/** An entry of a vault's access policies, with who stands behind it. */
export interface PolicyRow extends AccessPolicy {
  readonly principal: AccessPrincipal
  /** Name of the application of a compound identity, where the directory tells it. */
  readonly application: string | null
}

export interface AccessPolicies {
  /** ARM resource id of the vault. */
  readonly id: string
  readonly tenantId: string
  readonly permissionModel: 'access-policies' | 'rbac'
  readonly rows: readonly PolicyRow[]
  readonly groups: readonly AccessGroup[]
  /** Why the directory could not be asked: then no row has a name, and none is known to be deleted. */
  readonly directoryUnread: Failure | null
}

export const accessPoliciesInput = z.object({ vault: vaultName })
export type AccessPoliciesInput = z.infer<typeof accessPoliciesInput>

const names = z.optional(
  z.array(z.string().check(z.regex(/^[A-Za-z]{1,40}$/))).check(z.maxLength(60)),
)
const permissions = z.object({ keys: names, secrets: names, certificates: names, storage: names })

const guid = (error: string) => z.string().check(z.refine(isGuid, { error }))
const entry = {
  objectId: guid('Choose a principal, or type its object id.'),
  applicationId: z.nullable(guid('This is not the client id of an application.')),
}

/** An entry as it shall be, and as the editor saw it: null when there was none. */
export const updateAccessPolicyInput = z.object({
  vault: vaultName,
  ...entry,
  before: z.nullable(permissions),
  after: permissions.check(
    z.refine(
      ({ keys = [], secrets = [], certificates = [] }) =>
        keys.length + secrets.length + certificates.length > 0,
      { error: 'Tick at least one permission, or remove the whole entry.' },
    ),
  ),
})
export type UpdateAccessPolicyInput = z.infer<typeof updateAccessPolicyInput>

/** Whole entries, as the person saw them. */
export const deleteAccessPoliciesInput = z.object({
  vault: vaultName,
  entries: z.array(z.object({ ...entry, permissions })).check(z.minLength(1), z.maxLength(1_024)),
})
export type DeleteAccessPoliciesInput = z.infer<typeof deleteAccessPoliciesInput>
