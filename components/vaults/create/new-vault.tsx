'use client'

import dynamic from 'next/dynamic'
import { Panel } from '#components/ui/panel.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'

/** The form, fetched when the page is there. */
export const NewVault = dynamic(
  () => import('./new-vault-form.tsx').then((module) => module.NewVaultForm),
  {
    ssr: false,
    loading: () => (
      <Panel padding="none">
        <LoadingState label="Opening the form" lines={10} />
      </Panel>
    ),
  },
)
