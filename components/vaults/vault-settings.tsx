'use client'

import dynamic from 'next/dynamic'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { Banner } from '#components/ui/banner.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { MonoId } from '#components/ui/mono-id.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { LoadingState, Skeleton } from '#components/ui/skeleton.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { TemplatePanel } from '#components/vault-templates/template-panel.tsx'
import { paths } from '#lib/base/paths.ts'
import { vaultQuery } from '#lib/features/vaults/client.ts'
import type { Vault } from '#lib/features/vaults/schema.ts'
import { DeleteVaultPanel } from './delete-vault-panel.tsx'
import { TagsList } from './tags-list.tsx'
import { networkWords, permissionModelWord, skuWord } from './vault-words.ts'

const VaultChangeForm = dynamic(
  () => import('./vault-change-form.tsx').then((module) => module.VaultChangeForm),
  { loading: () => <Skeleton className="h-96" /> },
)

/** What Azure Resource Manager says about a vault, and what of it needs a person. */
export function VaultSettings({ name }: { name: string }) {
  const { data, failure, reading, retry } = useRead(vaultQuery(name))
  if (data !== undefined) return <Settings vault={data} />
  if (failure !== null) {
    return <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
  }
  return (
    <Panel padding="none">
      <LoadingState label={`Reading the settings of ${name}`} lines={8} />
    </Panel>
  )
}

function Settings({ vault }: { vault: Vault }) {
  return (
    <div className="grid gap-4">
      {vault.findings.map((finding) => (
        <Banner key={finding.rule} tone={finding.severity} title={finding.title}>
          {finding.message} {finding.nextStep}
        </Banner>
      ))}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Panel title="Vault">
          <DefinitionList
            items={[
              { term: 'URI', value: <MonoId value={vault.uri} label="vault URI" /> },
              { term: 'SKU', value: skuWord(vault) },
              { term: 'Region', value: vault.region },
              {
                term: 'Subscription',
                value: (
                  <>
                    {vault.subscriptionName}{' '}
                    <MonoId value={vault.subscriptionId} label="subscription id" head={8} />
                  </>
                ),
              },
              { term: 'Resource group', value: vault.resourceGroup },
              {
                term: 'Resource id',
                value: <MonoId value={vault.id} label="resource id" />,
              },
              { term: 'Tags', value: <TagsList tags={vault.tags} /> },
            ]}
          />
        </Panel>
        <Panel title="Protection">
          <DefinitionList items={protection(vault)} />
        </Panel>
      </div>
      <VaultChangeForm vault={vault} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <TemplatePanel vault={vault.name} />
        <DeleteVaultPanel vault={vault} />
      </div>
    </div>
  )
}

function protection(vault: Vault) {
  const days = vault.softDeleteDays
  return [
    {
      term: 'Permissions',
      value: (
        <>
          {vault.permissionModel === 'rbac'
            ? `${permissionModelWord(vault)} decide who may read and change what it holds`
            : `${permissionModelWord(vault)}, ${vault.accessPolicies} of at most 1024 entries`}{' '}
          <TextLink href={paths.vault(vault.name).migrate}>Plan a switch</TextLink>
        </>
      ),
    },
    { term: 'Network', value: networkWords(vault).text },
    {
      term: 'Trusted services',
      value: vault.network.bypass?.includes('AzureServices') ? 'May pass the firewall' : 'No',
    },
    {
      term: 'Soft delete',
      value:
        days === null ? 'The vault gives no number of days' : `Deleted objects stay ${days} days`,
    },
    {
      term: 'Purge protection',
      value: vault.purgeProtection
        ? 'On: nobody can purge before those days are over'
        : 'Off: who holds the right can purge at once',
    },
  ]
}
