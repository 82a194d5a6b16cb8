import * as z from 'zod/mini'
import type { KeyReach } from '#lib/domain/access/private-key.ts'
import type { Failure } from '#lib/domain/failure.ts'
import type { PermissionArea } from '#lib/domain/permissions/catalogue.ts'
import { certificateName } from '../certificates/schema.ts'
import { vaultName } from '../vaults/schema.ts'

/** Of one vault; with a certificate, also who reaches its private key. */
export const getAccessInput = z.object({
  vault: vaultName,
  certificate: z.optional(certificateName),
})
export type GetAccessInput = z.infer<typeof getAccessInput>

/** Somebody whom an entry or an assignment names. */
export interface AccessPrincipal {
  /** Object id in Entra. */
  readonly id: string
  /** `User`, `Group`, `ServicePrincipal`; null where only Entra knows. */
  readonly type: string | null
  readonly isYou: boolean
}

/** The evidence: which entry or assignment it is. */
export interface AccessWay {
  readonly by: 'policy' | 'role'
  /** Compound identity: only through this application. */
  readonly applicationId: string | null
  readonly role: string | null
  /** ARM id of what the role is assigned over. */
  readonly scope: string | null
  readonly scopeWords: string | null
  /** Under which alone it counts. */
  readonly condition: string | null
}

export interface VaultWay extends AccessWay {
  /** What it gives, in words, by kind of object; kinds of which it gives nothing are left out. */
  readonly gives: readonly {
    readonly area: PermissionArea
    /** `Certificates`. */
    readonly label: string
    readonly everything: boolean
    readonly operations: readonly string[]
  }[]
}

export interface AccessHolder {
  readonly principal: AccessPrincipal
  readonly ways: readonly VaultWay[]
}

/** Somebody who may let themselves in over the management plane. */
export interface SelfGranter {
  readonly principal: AccessPrincipal
  readonly way: AccessWay
  readonly actions: readonly string[]
  readonly how: 'directly' | 'steps'
  readonly conditional: boolean
}

export interface KeyHolder {
  readonly reach: KeyReach
  readonly principal: AccessPrincipal
  readonly way: AccessWay
  /** In words: `read a secret’s value`. */
  readonly operations: readonly string[]
}

export interface VaultAccessReport {
  readonly permissionModel: 'access-policies' | 'rbac'
  readonly holders: readonly AccessHolder[]
  readonly selfGranters: readonly SelfGranter[]
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
