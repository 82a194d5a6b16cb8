'use client'

import { useQueryClient } from '@tanstack/react-query'
import {
  useCallback,
  useDeferredValue,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { mayPass, recoveryDelay } from '#components/shell/query-client.ts'
import { useRead } from '#components/shell/use-read.ts'
import { useNow } from '#components/ui/clock-provider.tsx'
import { fleetKey } from '#lib/features/fleet/client.ts'
import { type DetailsReader, detailsOf, type ScanState } from './details-reader.ts'
import { emptyFleet, type FleetStore, fleetOf } from './fleet-store.ts'

/** Listing two hundred vaults is not done for each glance at the window, in ms. */
const staleTime = 5 * 60_000
const minuteMs = 60_000
/** More vaults than fit an address: then all are asked again. */
const retriedAtMost = 200

/** The list of all vaults: read when it is not there or old, and again where it failed. */
export function useFleet() {
  const client = useQueryClient()
  const store = fleetOf(client)
  const details = detailsOf(store)
  // Drawn in pieces, so that a list of ten thousand that grows leaves room for a click in between.
  const snapshot = useDeferredValue(
    useSyncExternalStore(store.subscribe, store.snapshot, emptyFleet),
  )
  const list = useRead({
    queryKey: fleetKey,
    queryFn: async ({ signal }) => {
      details.forgetAsked()
      await store.read(null, signal)
      // The list does not tell a CSR that waits from an order that failed.
      for (const row of store.snapshot().rows) if (row.unissued) details.want(row.id)
      return true
    },
    staleTime,
    // What may pass is asked for again vault by vault, see below.
    refetchInterval: false,
  })
  useMinutes(store)
  const { failures } = snapshot
  const [retrying, setRetrying] = useState(false)
  const { retry: readAll } = list
  const retry = useCallback(async () => {
    const vaults = failures.flatMap(({ vault }) => vault ?? [])
    if (vaults.length < failures.length || vaults.length > retriedAtMost) return readAll()
    setRetrying(true)
    // Why it failed again stands beside the rows.
    await store.read([...new Set(vaults)], new AbortController().signal).catch(() => undefined)
    setRetrying(false)
  }, [failures, readAll, store])
  useRecovery(failures, retry)
  return {
    ...snapshot,
    store,
    details,
    list,
    retry: () => void retry(),
    retrying: retrying || list.reading,
  }
}

/** How far a reading of all details has come; null when there was none. */
export function useScan(details: DetailsReader): ScanState | null {
  return useSyncExternalStore(details.subscribe, details.scanState, () => null)
}

function useMinutes(store: FleetStore): void {
  const minute = Math.floor(useNow() / minuteMs) * minuteMs
  useEffect(() => store.setNow(Math.max(minute, Date.now())), [store, minute])
}

type Failures = ReturnType<typeof emptyFleet>['failures']

/** Asks again by itself for vaults that failed for a reason that may pass. */
function useRecovery(failures: Failures, retry: () => Promise<void>): void {
  const times = useRef(0)
  useEffect(() => {
    const passing = failures.filter(mayPass)
    if (passing.length === 0) {
      times.current = 0
      return
    }
    times.current += 1
    const told = Math.max(...passing.map(({ retryAfterSeconds }) => retryAfterSeconds ?? 0))
    const timer = setTimeout(() => void retry(), recoveryDelay(times.current, told))
    return () => clearTimeout(timer)
  }, [failures, retry])
}
