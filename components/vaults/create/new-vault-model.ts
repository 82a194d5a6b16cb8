import { fromTagPairs, tagPairsProblem } from '#components/certificates/fields/tag-pairs.ts'
import type { TagPair } from '#components/ui/tag-editor.tsx'
import type { Checked, FormErrors } from '#components/ui/use-form.ts'
import { type VaultDraft, vaultDraftProblems } from '#lib/domain/vaults/draft.ts'
import { vaultTagProblems } from '#lib/domain/vaults/tags.ts'

/** The form as it is typed. */
export interface NewVaultValues {
  subscriptionId: string
  resourceGroup: string
  name: string
  location: string
  sku: string
  retentionDays: string
  purgeProtection: boolean
  permissionModel: string
  network: string
  trustedServices: boolean
  tags: readonly TagPair[]
}

/** What a careful person would choose: nothing is open, and nothing can be purged early. */
export const newVaultValues: NewVaultValues = {
  subscriptionId: '',
  resourceGroup: '',
  name: '',
  location: '',
  sku: 'standard',
  retentionDays: '90',
  purgeProtection: true,
  permissionModel: 'rbac',
  network: 'selected',
  trustedServices: true,
  tags: [],
}

/** @param tenantId of the subscription that is chosen */
export function draftOf(values: NewVaultValues, tenantId: string): VaultDraft {
  return {
    subscriptionId: values.subscriptionId,
    tenantId,
    resourceGroup: values.resourceGroup,
    name: values.name.trim(),
    location: values.location,
    sku: values.sku === 'premium' ? 'premium' : 'standard',
    retentionDays: /^\d+$/.test(values.retentionDays.trim())
      ? Number(values.retentionDays)
      : Number.NaN,
    purgeProtection: values.purgeProtection,
    permissionModel: values.permissionModel === 'access-policies' ? 'access-policies' : 'rbac',
    network: values.network === 'all' || values.network === 'private' ? values.network : 'selected',
    trustedServices: values.trustedServices,
    tags: fromTagPairs(values.tags),
  }
}

/** What is wrong, by field of the form. */
export function newVaultErrors(values: NewVaultValues): FormErrors<NewVaultValues> {
  const { tenantId: _, ...problems } = vaultDraftProblems(draftOf(values, ''))
  const tags = tagPairsProblem(values.tags, vaultTagProblems)
  return { ...problems, ...(tags === undefined ? {} : { tags }) }
}

export async function checkNewVault(
  values: NewVaultValues,
): Promise<Checked<NewVaultValues, NewVaultValues>> {
  const errors = newVaultErrors(values)
  return Object.keys(errors).length === 0 ? { ok: true, input: values } : { ok: false, errors }
}

const fields: ReadonlySet<string> = new Set(Object.keys(newVaultValues))

/** True for the path of a field that the form shows. */
export function isNewVaultField(path: string): boolean {
  return fields.has(path.split('.')[0] ?? '')
}
