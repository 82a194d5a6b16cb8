import { queryOptions } from '@tanstack/react-query'
import type { TemplateFormat, VaultTemplate } from '#lib/domain/vault-templates/templates.ts'
import { getJson } from '../api/client.ts'

const url = (vault: string, format: TemplateFormat) =>
  `/api/vaults/${encodeURIComponent(vault)}/template?format=${format}`

/** A vault as a template. Below the vault's own key, so that a change of the vault makes it stale. */
export const vaultTemplateQuery = (vault: string, format: TemplateFormat) =>
  queryOptions({
    queryKey: ['vaults', 'get', vault, 'template', format],
    queryFn: ({ signal }) => getJson<VaultTemplate>(url(vault, format), signal),
  })
