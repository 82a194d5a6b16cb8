import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { VaultDraft } from '#lib/domain/vaults/draft.ts'
import { regionName } from '#lib/domain/vaults/regions.ts'
import { permissionModelWord, skuWord } from '../vault-words.ts'

const networks: Readonly<Record<VaultDraft['network'], string>> = {
  all: 'All networks',
  selected: 'Chosen networks, none yet',
  private: 'Private endpoints only',
}

/** What will be made, and what of it can never be changed, said before. */
export function NewVaultSummary({
  draft,
  subscription,
}: {
  draft: VaultDraft
  subscription: string
}) {
  const days = Number.isNaN(draft.retentionDays) ? null : `${draft.retentionDays} days`
  return (
    <Panel title="What will happen">
      <DefinitionList
        items={[
          { term: 'Name', value: draft.name || null, mono: true },
          { term: 'Subscription', value: subscription || null },
          { term: 'Group', value: draft.resourceGroup || null },
          { term: 'Region', value: draft.location === '' ? null : regionName(draft.location) },
          { term: 'SKU', value: skuWord(draft) },
          { term: 'Retention', value: days },
          { term: 'Purge', value: draft.purgeProtection ? 'Protected, for good' : 'Possible' },
          { term: 'Permissions', value: permissionModelWord(draft) },
          { term: 'Network', value: networks[draft.network] },
        ]}
      />
      <p className="mt-3 text-xs text-ink-3">
        Never changed later: name, subscription, region and retention
        {draft.purgeProtection ? ', nor purge protection turned off' : ''}.
      </p>
    </Panel>
  )
}
