import * as z from 'zod/mini'
import {
  type Administrator,
  credentialMax,
  type IssuerDraft,
  issuerNameProblem,
  issuerProblems,
} from '#lib/domain/certificates/issuers/draft.ts'
import type { RenewalPolicy, RenewalVersion } from '#lib/domain/certificates/policy/next-renewal.ts'
import type { OperationStatus } from '#lib/domain/certificates/status.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { vaultName } from '../vaults/schema.ts'

// ---- What the console shows. Dates are ISO 8601. No credential is ever among it. ----

/** What a vault tells of an issuer, if one may read it: fits `IssuerFacts` with its name and provider. */
export interface IssuerDetails {
  readonly enabled: boolean
  readonly accountId: string | null
  readonly organizationId: string | null
  readonly administrators: readonly Administrator[]
  readonly createdOn: string | null
  readonly updatedOn: string | null
}

export interface Issuer extends IssuerDetails {
  readonly vault: string
  readonly name: string
  readonly provider: string
}

/** One row of a vault's issuers. A list tells less than reading the issuer, which takes another right. */
export interface IssuerRow {
  readonly vault: string
  readonly name: string
  readonly provider: string
  readonly details: IssuerDetails | null
  /** Why there are no details. */
  readonly failure: Failure | null
}

/** A certificate with what of its policy decides who makes its next version, and when. */
export interface CertificatePlan {
  readonly name: string
  readonly policy: RenewalPolicy
  readonly version: RenewalVersion | null
  /** Who answers for it, by its tag; null where nobody is named. */
  readonly owner: string | null
}

/** The plans of a vault's certificates, and one failure for each that could not be read. */
export interface VaultPlans {
  readonly plans: readonly CertificatePlan[]
  readonly unread: readonly { readonly name: string; readonly failure: Failure }[]
}

/** A certificate whose policy names an issuer. */
export interface IssuerUse extends CertificatePlan {
  /** Its last order, when the vault still keeps one and it could be read. */
  readonly order: {
    readonly status: OperationStatus
    readonly error: { readonly code: string; readonly message: string } | null
  } | null
}

export interface IssuerUses {
  readonly uses: readonly IssuerUse[]
  readonly unread: VaultPlans['unread']
}

// ---- What the console accepts. ----

export const issuerName = z.string().check(
  z.superRefine((name, context) => {
    const message = issuerNameProblem(name)
    if (message !== null) context.addIssue({ code: 'custom', message, input: name })
  }),
)

/** A name that is only looked up: also of those that the console would not make. */
const knownIssuer = z.string().check(z.minLength(1), z.maxLength(127), z.regex(/^[0-9a-zA-Z-]+$/))

const person = z.object({
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  phone: z.string(),
})

/** Adds what the rules of the domain say, each at the path of its field. */
function refuseProblems(draft: IssuerDraft, isNew: boolean, add: AddIssue): void {
  for (const [path, message] of Object.entries(issuerProblems(draft, { isNew }))) {
    const parts = path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
    add(parts, message)
  }
}

type AddIssue = (path: (string | number)[], message: string) => void

/** A new issuer. The credential goes to the vault and is kept nowhere else. */
export const createIssuerInput = z
  .object({
    vault: vaultName,
    name: z.string(),
    provider: z.string(),
    accountId: z.string(),
    credential: z.string(),
    organizationId: z.string(),
    administrators: z.array(person),
    enabled: z.boolean(),
  })
  .check(
    z.superRefine((input, context) =>
      refuseProblems(input, true, (path, message) =>
        context.addIssue({ code: 'custom', message, path, input }),
      ),
    ),
  )
export type CreateIssuerInput = z.infer<typeof createIssuerInput>

/** Absent members stay as they are, the credential among them. */
export const updateIssuerInput = z
  .object({
    vault: vaultName,
    name: knownIssuer,
    accountId: z.optional(z.string()),
    credential: z.optional(z.string().check(z.minLength(1), z.maxLength(credentialMax))),
    organizationId: z.optional(z.string()),
    administrators: z.optional(z.array(person)),
    enabled: z.optional(z.boolean()),
  })
  .check(
    z.superRefine((input, context) => {
      // What the CA wants complete is known where the whole issuer is: in the form, and in its check.
      const { accountId = '-', organizationId = '', administrators = [], enabled = true } = input
      const draft = { accountId, organizationId, administrators, enabled, credential: '' }
      refuseProblems({ ...draft, name: '', provider: '' }, false, (path, message) =>
        context.addIssue({ code: 'custom', message, path, input }),
      )
    }),
  )
export type UpdateIssuerInput = z.infer<typeof updateIssuerInput>

/**
 * `confirm` is the name, typed again. `uses` names the certificates that the person was told would no
 * longer renew; null when they could not be found out, and the person goes on all the same.
 */
export const deleteIssuerInput = z
  .object({
    vault: vaultName,
    name: knownIssuer,
    confirm: z.string(),
    uses: z.nullable(z.array(z.string().check(z.maxLength(127)))),
  })
  .check(
    z.refine((input) => input.confirm.toLowerCase() === input.name.toLowerCase(), {
      path: ['confirm'],
      error: 'Type the name of the issuer to confirm.',
    }),
  )
export type DeleteIssuerInput = z.infer<typeof deleteIssuerInput>

export const listIssuersInput = z.object({ vault: vaultName })
export type ListIssuersInput = z.infer<typeof listIssuersInput>

export const issuerRef = z.object({ vault: vaultName, name: knownIssuer })
export type IssuerRef = z.infer<typeof issuerRef>
