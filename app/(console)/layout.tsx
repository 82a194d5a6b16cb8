import { NuqsAdapter } from 'nuqs/adapters/next/app'
import type { ReactNode } from 'react'
import { QueryProvider } from '#components/shell/query-provider.tsx'

/** What the three views share: one cache of reads, and table state in the address. */
export default function ConsoleLayout({ children }: { children: ReactNode }) {
  return (
    <NuqsAdapter>
      <QueryProvider>{children}</QueryProvider>
    </NuqsAdapter>
  )
}
