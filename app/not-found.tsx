import type { Metadata } from 'next'
import { CenterPage } from '#components/shell/center-page.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { paths } from '#lib/base/paths.ts'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <CenterPage
      title="There is nothing at this address"
      actions={
        <LinkButton href={paths.home} variant="primary">
          Go to the start
        </LinkButton>
      }
    >
      <p>The object may have been deleted or renamed, or the address was copied in part.</p>
    </CenterPage>
  )
}
