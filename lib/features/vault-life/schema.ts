import * as z from 'zod/mini'
import { toTagList } from '#lib/domain/certificates/tags.ts'
import { type VaultDraft, vaultDraftProblems } from '#lib/domain/vaults/draft.ts'
import { vaultTagProblems } from '#lib/domain/vaults/tags.ts'
import { vaultName } from '../vaults/schema.ts'

/** A vault after its deletion, until it is recovered or purged. Dates are ISO 8601. */
export interface DeletedVault {
  readonly name: string
  /** `westeurope` */
  readonly location: string
  /** `West Europe` */
  readonly region: string
  readonly subscriptionId: string
  readonly subscriptionName: string
  readonly resourceGroup: string
  /** Of the subscription: a recovery has to name it. */
  readonly tenantId: string
  readonly tags: Readonly<Record<string, string>>
  readonly deletedOn: string | null
  /** When Azure purges it by itself. */
  readonly scheduledPurgeOn: string | null
  readonly purgeProtection: boolean
}

/** Where a vault can be made. */
export interface VaultPlaces {
  readonly subscriptions: readonly {
    readonly id: string
    readonly name: string
    readonly tenantId: string
  }[]
}

/** Groups and regions of one subscription. */
export interface SubscriptionPlaces {
  readonly groups: readonly { readonly name: string; readonly location: string }[]
  readonly regions: readonly { readonly name: string; readonly displayName: string }[]
}

/** What a new vault of a name would meet. */
export type VaultNameUse =
  | { readonly state: 'free' | 'taken' | 'invalid' }
  /** A deleted vault that the person can see holds it. */
  | { readonly state: 'deleted'; readonly deleted: DeletedVault }

const subscriptionId = z.guid('This is not the id of a subscription.')

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources */
const resourceGroup = z.string().check(
  z.regex(/^[\p{L}\p{N}_().-]{1,90}$/u, 'This is not the name of a resource group.'),
  z.refine((name) => !name.endsWith('.'), { error: 'A resource group does not end with a dot.' }),
)

export const subscriptionInput = z.object({ subscriptionId })
export type SubscriptionInput = z.infer<typeof subscriptionInput>

const place = { subscriptionId, resourceGroup, vault: vaultName }

const tags = z.record(z.string(), z.string()).check(
  z.superRefine((record, context) => {
    const [found] = vaultTagProblems(toTagList(record))
    if (found !== undefined) {
      context.addIssue({ code: 'custom', message: found.message, input: record })
    }
  }),
)

const settings = {
  tags,
  sku: z.enum(['standard', 'premium']),
  purgeProtection: z.boolean(),
  forDeployment: z.boolean(),
  forDiskEncryption: z.boolean(),
  forTemplates: z.boolean(),
}

/** What the form began with, and what is to change: when that is another by now, nothing happens. */
export const updateVaultInput = z.object({
  ...place,
  before: z.object({ ...settings, tags: z.record(z.string(), z.string()) }),
  change: z
    .object({
      tags: z.optional(tags),
      sku: z.optional(settings.sku),
      purgeProtection: z.optional(
        z.literal(true, 'Purge protection cannot be turned off, by nobody.'),
      ),
      forDeployment: z.optional(z.boolean()),
      forDiskEncryption: z.optional(z.boolean()),
      forTemplates: z.optional(z.boolean()),
    })
    .check(z.refine((change) => Object.keys(change).length > 0, { error: 'Nothing changes.' })),
})
export type UpdateVaultInput = z.infer<typeof updateVaultInput>

const location = z.string().check(z.regex(/^[a-z][a-z0-9]{2,40}$/, 'Choose a region.'))

export const createVaultInput = z
  .object({
    subscriptionId,
    tenantId: z.guid(),
    resourceGroup,
    name: z.string(),
    location,
    sku: settings.sku,
    retentionDays: z.number(),
    purgeProtection: z.boolean(),
    permissionModel: z.enum(['rbac', 'access-policies']),
    network: z.enum(['all', 'selected', 'private']),
    trustedServices: z.boolean(),
    tags,
  })
  .check(
    z.superRefine((draft: VaultDraft, context) => {
      for (const [field, message] of Object.entries(vaultDraftProblems(draft))) {
        context.addIssue({ code: 'custom', message, path: [field], input: draft })
      }
    }),
  )
export type CreateVaultInput = z.infer<typeof createVaultInput>

/** Deleting asks for the name once more: what arrives without it was sent by mistake. */
export const deleteVaultInput = z.object({ ...place, confirm: z.string() }).check(
  z.refine(({ vault, confirm }) => vault === confirm, {
    error: 'This is not the name of the vault.',
    path: ['confirm'],
  }),
)
export type DeleteVaultInput = z.infer<typeof deleteVaultInput>

export const recoverVaultInput = z.object({ ...place, location, tenantId: z.guid() })
export type RecoverVaultInput = z.infer<typeof recoverVaultInput>

export const purgeVaultInput = z.object({ ...place, location, confirm: z.string() }).check(
  z.refine(({ vault, confirm }) => vault === confirm, {
    error: 'This is not the name of the vault.',
    path: ['confirm'],
  }),
)
export type PurgeVaultInput = z.infer<typeof purgeVaultInput>

export const vaultNameInput = z.object({
  subscriptionId,
  name: z.string().check(z.maxLength(64, 'A name of a vault has at most 24 characters.')),
})
export type VaultNameInput = z.infer<typeof vaultNameInput>
