import VaultIcon from 'lucide-react/icons/vault'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { paths } from '#lib/base/paths.ts'

/** Azure does not tell a vault that is not there from one that the person may not see; nor do we. */
export function MissingVault({ vault }: { vault: string }) {
  return (
    <>
      <PageHeader title={vault} />
      <Panel padding="none">
        <EmptyState
          icon={<VaultIcon aria-hidden />}
          title={`You can see no vault named ${vault}`}
          action={<LinkButton href={paths.vaults}>See the vaults you can</LinkButton>}
        >
          It does not exist, was deleted, or no role of yours in Azure shows it to you. An owner of
          its subscription can tell.
        </EmptyState>
      </Panel>
    </>
  )
}
