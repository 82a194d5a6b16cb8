'use client'

import dynamic from 'next/dynamic'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { networkQuery } from '#lib/features/network/client.ts'

const NetworkForm = dynamic(
  () => import('./network-form.tsx').then((module) => module.NetworkForm),
  { ssr: false, loading: () => <LoadingState label="Loading the form" /> },
)
const NetworkLists = dynamic(
  () => import('./network-lists.tsx').then((module) => module.NetworkLists),
  { ssr: false },
)

/** From where a vault may be reached, and who asks to. */
export function NetworkPanels({ vault }: { vault: string }) {
  const { data, failure, reading, retry } = useRead(networkQuery(vault))
  return (
    <>
      {failure !== null && <FailurePanel failure={failure} onRetry={retry} retrying={reading} />}
      {data === undefined ? (
        failure === null && <LoadingState label={`Reading the network of ${vault}`} />
      ) : (
        <>
          <NetworkForm network={data} />
          <NetworkLists network={data} />
        </>
      )}
    </>
  )
}
