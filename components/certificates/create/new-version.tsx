'use client'

import dynamic from 'next/dynamic'

/** The form of a new version, apart from that of a new certificate: the same page shows one of them. */
export const NewVersion = dynamic(
  () => import('./new-version-form.tsx').then((module) => module.NewVersionForm),
  { loading: () => null },
)
