import type { Metadata } from 'next'
import { FleetPage } from '#components/fleet/fleet-page.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { openView } from '../../open-view.ts'

export const metadata: Metadata = { title: 'Certificates' }

/** No read is begun here: a list of ten thousand comes line by line, not inside the page. */
export default async function CertificatesPage() {
  await openView('ops')
  return (
    <>
      <Breadcrumb items={[{ label: 'Certificates' }]} />
      <FleetPage />
    </>
  )
}
