import type { QueryClient } from '@tanstack/react-query'
import { deletedCertificatesQuery } from '#lib/features/certificates/client.ts'
import type { CertificateRef } from '#lib/features/certificates/schema.ts'

/**
 * Takes certificates out of the lists of deleted ones at once, after their vaults have said that they are
 * recovered or purged; the lists are read again in the background.
 */
export function forgetDeleted(client: QueryClient, gone: readonly CertificateRef[]): void {
  const keys = new Set(gone.map(({ vault, name }) => `${vault}/${name}`))
  const lists = [undefined, ...new Set(gone.map(({ vault }) => vault))]
  for (const { queryKey } of lists.map((vault) => deletedCertificatesQuery(vault))) {
    client.setQueryData(queryKey, (list) =>
      list === undefined
        ? undefined
        : { ...list, items: list.items.filter((each) => !keys.has(`${each.vault}/${each.name}`)) },
    )
  }
}
