import { Tabs } from '#components/ui/tabs.tsx'
import { paths } from '#lib/base/paths.ts'

/** Sections of a vault that exist today. */
export function VaultTabs({ name }: { name: string }) {
  const to = paths.vault(name)
  return (
    <Tabs
      label={`Sections of ${name}`}
      items={[
        { label: 'Certificates', href: to.certificates },
        { label: 'Issuers & contacts', href: to.issuers },
        { label: 'Network', href: to.network },
        { label: 'Deleted', href: to.deleted },
        { label: 'Who has access', href: to.effectiveAccess() },
        { label: 'Access policies', href: to.access, exact: true },
        { label: 'Roles', href: to.roles },
        { label: 'Checks', href: to.checks },
        { label: 'Settings', href: to.settings },
      ]}
    />
  )
}
