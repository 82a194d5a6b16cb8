'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { paths } from '#lib/base/paths.ts'
import { makeQueryClient } from './query-client.ts'

/** One cache for all pages of the console; it lives as long as the browser's page. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(() => makeQueryClient(signInAgain))
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}

/** A whole page load on purpose: nothing that was read under the old session may stay in memory. */
function signInAgain() {
  const { pathname, search } = window.location
  window.location.assign(paths.signIn({ returnTo: pathname + search, reason: 'expired' }))
}
