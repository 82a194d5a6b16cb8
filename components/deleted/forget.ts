import type { QueryClient } from '@tanstack/react-query'
import { deletedCertificatesQuery } from '#lib/features/certificates/client.ts'

/**
 * Takes a certificate out of the lists of deleted ones at once, after the vault has said that it is
 * recovered or purged; the lists are read again in the background.
 */
export function forgetDeleted(client: QueryClient, vault: string, name: string): void {
  for (const { queryKey } of [deletedCertificatesQuery(), deletedCertificatesQuery(vault)]) {
    client.setQueryData(queryKey, (list) =>
      list === undefined
        ? undefined
        : {
            ...list,
            items: list.items.filter((each) => each.vault !== vault || each.name !== name),
          },
    )
  }
}
