import type { ReactNode } from 'react'
import { QueryProvider } from '#components/shell/query-provider.tsx'

/** What the three views share: one cache of reads. */
export default function ConsoleLayout({ children }: { children: ReactNode }) {
  return <QueryProvider>{children}</QueryProvider>
}
