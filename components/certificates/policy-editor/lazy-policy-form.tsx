'use client'

import dynamic from 'next/dynamic'
import { Panel } from '#components/ui/panel.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'

/** The form, fetched beside the certificate: the page with its breadcrumb is there before. */
export const LazyPolicyForm = dynamic(
  () => import('./policy-form.tsx').then((module) => module.PolicyForm),
  {
    ssr: false,
    loading: () => (
      <Panel padding="none">
        <LoadingState label="Fetching the form" lines={10} />
      </Panel>
    ),
  },
)
