import type { Metadata } from 'next'
import { CenterPage } from '#components/shell/center-page.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { paths } from '#lib/base/paths.ts'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <CenterPage
      title="There is nothing at this address"
      actions={
        <a href={paths.home} className={buttonClass('primary', 'md', 'text')}>
          Go to the start
        </a>
      }
    >
      <p>The object may have been deleted or renamed, or the address was copied in part.</p>
    </CenterPage>
  )
}
