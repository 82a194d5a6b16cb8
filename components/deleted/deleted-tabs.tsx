import { Tabs } from '#components/ui/tabs.tsx'
import { paths } from '#lib/base/paths.ts'

/** What can be deleted and recovered, over all subscriptions. */
export function DeletedTabs() {
  return (
    <Tabs
      label="Deleted"
      items={[
        { label: 'Certificates', href: paths.deleted },
        { label: 'Vaults', href: paths.deletedVaults() },
      ]}
    />
  )
}
