'use client'

import { useRead } from '#components/shell/use-read.ts'
import { Banner } from '#components/ui/banner.tsx'
import { scopeCovers } from '#lib/domain/roles/scope.ts'
import { vaultsQuery } from '#lib/features/vaults/client.ts'

/** Named one by one; more would hide the rest of the dialog. */
const namedAtMost = 8

interface CoveredVaultsProps {
  /** ARM id of a resource group or a subscription. */
  scope: string
  /** `subscription Production` */
  words: string
}

/** Which vaults a role over a resource group or a subscription counts for. */
export function CoveredVaults({ scope, words }: CoveredVaultsProps) {
  const { data } = useRead(vaultsQuery())
  const covered = (data?.items ?? []).filter(({ id }) => scopeCovers(scope, id))
  const names = covered.map(({ name }) => name).sort()
  const more = names.length - namedAtMost
  const whole = data !== undefined && data.failures.length === 0
  return (
    <Banner
      tone="warn"
      title={
        data === undefined
          ? 'It counts for every vault there'
          : `It counts for ${names.length === 1 ? '1 vault' : `${names.length} vaults`} that you see there`
      }
    >
      {names.length > 0 && (
        <p>
          {names.slice(0, namedAtMost).join(', ')}
          {more > 0 && ` and ${more} more`}.
        </p>
      )}
      <p>
        {whole ? '' : 'Not all vaults could be read. '}It also counts for each vault that is made in{' '}
        {words} later.
      </p>
    </Banner>
  )
}
