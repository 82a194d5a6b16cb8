import * as z from 'zod/mini'
import { templateFormats } from '#lib/domain/vault-templates/templates.ts'
import { vaultName } from '../vaults/schema.ts'

export const getVaultTemplateInput = z.object({
  vault: vaultName,
  format: z.enum(templateFormats, { error: 'A template is bicep or arm.' }),
})
export type GetVaultTemplateInput = z.infer<typeof getVaultTemplateInput>
