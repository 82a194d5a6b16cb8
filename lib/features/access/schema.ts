import * as z from 'zod/mini'
import type { GivenOperations } from '#lib/domain/access/given-operations.ts'
import type { KeyReach } from '#lib/domain/access/private-key.ts'
import type { Failure } from '#lib/domain/failure.ts'
import type { NetworkReach } from '#lib/domain/network/network-config.ts'
import { certificateName } from '../certificates/schema.ts'
import type { PrincipalKind } from '../principals/schema.ts'
import { vaultName } from '../vaults/schema.ts'

/** Of one vault; with a certificate, also who reaches its private key; or of one key or secret in it. */
export const getAccessInput = z.object({
  vault: vaultName,
  certificate: z.optional(certificateName),
  /** `keys/signing` or `secrets/database`. */
  object: z.optional(
    z.string().check(
      z.regex(/^(keys|secrets)\/[0-9A-Za-z-]{1,127}$/, {
        error: 'Name a key or a secret: letters, digits and hyphens.',
      }),
    ),
  ),
})
export type GetAccessInput = z.infer<typeof getAccessInput>

/** Somebody by object id, over every vault. */
export const getPrincipalAccessInput = z.object({
  principal: z.guid({ error: 'This is not an object id.' }),
})
export type GetPrincipalAccessInput = z.infer<typeof getPrincipalAccessInput>

/** Somebody whom an entry or an assignment names. */
export interface AccessPrincipal {
  /** Object id in Entra. */
  readonly id: string
  /** Null where only Entra knows, and does not tell. */
  readonly kind: PrincipalKind | null
  readonly name: string | null
  /** Sign-in name of a user, mail of a group. */
  readonly address: string | null
  /** The directory was asked and knows nobody of this id: deleted, or of another tenant. */
  readonly isUnknown: boolean
  readonly isYou: boolean
}

/** A group that an entry or an assignment names. */
export interface AccessGroup {
  readonly id: string
  /** How many are in it, directly or through other groups; groups in it are not counted. */
  readonly size: number
  /** The first of them by name. */
  readonly members: readonly Pick<AccessPrincipal, 'id' | 'kind' | 'name' | 'address'>[]
  readonly holdsYou: boolean
}

/** The evidence: which entry or assignment it is. */
export interface AccessWay {
  readonly by: 'policy' | 'role'
  /** Compound identity: only through this application. */
  readonly applicationId: string | null
  /** Its name, where the directory tells it. */
  readonly application: string | null
  /** The group that is named; null when it is the principal itself. */
  readonly group: { readonly id: string; readonly name: string } | null
  readonly role: string | null
  /** ARM id of what the role is assigned over. */
  readonly scope: string | null
  readonly scopeWords: string | null
  /** Under which alone it counts. */
  readonly condition: string | null
}

export interface VaultWay extends AccessWay {
  /** What it gives, in words, by kind of object; kinds of which it gives nothing are left out. */
  readonly gives: readonly GivenOperations[]
}

export interface AccessHolder {
  readonly principal: AccessPrincipal
  readonly ways: readonly VaultWay[]
}

/** Somebody who may let themselves in over the management plane. */
export interface SelfGranter {
  readonly principal: AccessPrincipal
  readonly ways: readonly {
    readonly way: AccessWay
    readonly actions: readonly string[]
    readonly how: 'directly' | 'steps'
    readonly conditional: boolean
  }[]
}

/** One vault where somebody has something, or could take it. */
export interface PrincipalVault {
  readonly vault: string
  readonly subscriptionName: string
  readonly permissionModel: 'access-policies' | 'rbac'
  /** From where the vault may be reached at all. */
  readonly network: NetworkReach
  readonly ways: readonly VaultWay[]
  readonly selfGrants: SelfGranter['ways']
}

export interface PrincipalAccessReport {
  readonly principal: AccessPrincipal
  /** By name. */
  readonly vaults: readonly PrincipalVault[]
  /** Vaults that were looked at, those without anything for this principal included. */
  readonly looked: number
  /** Subscriptions whose vaults could not be read. */
  readonly failures: readonly Failure[]
  /** Why roles could not be read somewhere: what is given by roles there is missing. */
  readonly rolesUnread: Failure | null
  /** Why the directory did not tell the name or the groups: what is given to groups is missing. */
  readonly directoryUnread: Failure | null
}

export interface KeyHolder {
  readonly principal: AccessPrincipal
  /** What they reach and by what, the farthest first. */
  readonly ways: readonly {
    readonly reach: KeyReach
    readonly way: AccessWay
    /** In words: `read a secret’s value`. */
    readonly operations: readonly string[]
  }[]
}

export interface VaultAccessReport {
  readonly permissionModel: 'access-policies' | 'rbac'
  /** From where the vault may be reached at all. */
  readonly network: NetworkReach
  readonly holders: readonly AccessHolder[]
  readonly selfGranters: readonly SelfGranter[]
  /** The groups among them, where their members could be read. */
  readonly groups: readonly AccessGroup[]
  /** Why the directory told no names, or no members of groups. */
  readonly directoryUnread: Failure | null
  /** Why roles could not be read: then nobody who has access by a role is in the report. */
  readonly rolesUnread: Failure | null
  /** Entries of access policies that are there and count for nothing, on a vault on RBAC. */
  readonly ignoredPolicies: number
  readonly key: {
    readonly certificate: string
    /** Whether the policy lets the key be read; null when it could not be read. */
    readonly exportable: boolean | null
    readonly holders: readonly KeyHolder[]
  } | null
}
