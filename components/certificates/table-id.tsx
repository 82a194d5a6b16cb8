'use client'

import dynamic from 'next/dynamic'

/** An identifier in a column that is hidden until somebody wants it: fetched then. */
export const TableId = dynamic(
  () => import('#components/ui/mono-id.tsx').then((module) => module.MonoId),
  { loading: () => null },
)
