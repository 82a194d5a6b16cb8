import FileBadge from 'lucide-react/icons/file-badge'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { paths } from '#lib/base/paths.ts'

/** No certificate at all: because there is none, or because vaults refused. */
export function EmptyFleet({ refused }: { refused: boolean }) {
  if (refused) {
    return (
      <EmptyState icon={<FileBadge aria-hidden />} title="No certificate could be read">
        Above stands which vaults refused, why, and who can change it.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<FileBadge aria-hidden />}
      title="There are no certificates yet"
      action={<LinkButton href={paths.vaults}>Open the vaults</LinkButton>}
    >
      Of all vaults that Azure lets you see, none holds a certificate. Open one to create or import
      one; a vault that is missing there is one on which you hold no role.
    </EmptyState>
  )
}
