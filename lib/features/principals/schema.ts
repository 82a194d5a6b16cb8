import * as z from 'zod/mini'

export type PrincipalKind = 'user' | 'group' | 'application' | 'managed-identity'

/** Somebody or something in the directory that can be given access. */
export interface Principal {
  /** Object id: what access policies and role assignments name. */
  readonly id: string
  readonly kind: PrincipalKind
  readonly name: string
  /** Sign-in name of a user, mail of a group; null when there is none. */
  readonly address: string | null
  /** Client id of an application or managed identity. */
  readonly appId: string | null
}

/** Part of a name or address, or a whole object id or client id. */
export const listPrincipalsInput = z.object({
  q: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
})
export type ListPrincipalsInput = z.infer<typeof listPrincipalsInput>
