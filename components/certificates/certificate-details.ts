'use client'

import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useSyncExternalStore } from 'react'
import { recoveryInterval } from '#components/shell/query-client.ts'
import { failureFrom, getJson } from '#lib/features/api/client.ts'
import { certificateQuery, certificateUrls } from '#lib/features/certificates/client.ts'
import type { Certificate } from '#lib/features/certificates/schema.ts'
import type { CertificateDetail } from './certificates-table-rows.ts'
import { makeLane } from './lane.ts'

/** Of the six connections a browser opens to one host, the details of rows leave two for the person. */
const lane = makeLane(4)

const minuteMs = 60_000

/** The details of a row, shared with the certificate's own page by their key. */
export function certificateDetailQuery(vault: string, name: string) {
  return queryOptions({
    queryKey: certificateQuery(vault, name).queryKey,
    queryFn: ({ signal }) =>
      lane(() => getJson<Certificate>(certificateUrls.get(vault, name), signal), signal),
    staleTime: 5 * minuteMs,
    refetchInterval: (query) =>
      query.state.data?.operation?.status === 'inProgress'
        ? waitFor(query.state.data)
        : recoveryInterval(query.state),
  })
}

/** The vault makes its own certificates in seconds; people and CAs take longer. */
function waitFor({ operation }: Certificate): number {
  return operation?.issuer === 'Self' ? 3_000 : minuteMs / 2
}

/** News of many rows within this time are shown together, in ms: a table should not twitch. */
const gatherMs = 150

const nothing: ReadonlyMap<string, CertificateDetail> = new Map()

/** All details of a vault's certificates that have been read so far, by name. */
export function useCertificateDetails(vault: string): ReadonlyMap<string, CertificateDetail> {
  const cache = useQueryClient().getQueryCache()
  const known = useRef<{ vault: string; details: ReadonlyMap<string, CertificateDetail> }>(null)

  const collect = useCallback(() => {
    const before = known.current?.vault === vault ? known.current.details : nothing
    const details = new Map<string, CertificateDetail>()
    for (const query of cache.findAll({ queryKey: ['certificates', vault, 'one'] })) {
      const [, , , name, kind] = query.queryKey
      if (kind !== 'current' || typeof name !== 'string') continue
      const detail = detailOf(query.state, before.get(name))
      if (detail !== null) details.set(name, detail)
    }
    // The same map while nothing is new: React would draw again for another one.
    const same =
      details.size === before.size &&
      [...details].every(([name, detail]) => before.get(name) === detail)
    known.current = { vault, details: same ? before : details }
  }, [cache, vault])

  const subscribe = useCallback(
    (changed: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const stop = cache.subscribe((event) => {
        const [noun, where] = event.query.queryKey
        if (event.type !== 'updated' || noun !== 'certificates' || where !== vault) return
        timer ??= setTimeout(() => {
          timer = undefined
          collect()
          changed()
        }, gatherMs)
      })
      // What came in between the first drawing and now.
      collect()
      return () => {
        clearTimeout(timer)
        stop()
      }
    },
    [cache, vault, collect],
  )

  const snapshot = () => {
    if (known.current?.vault !== vault) collect()
    return known.current?.details ?? nothing
  }
  return useSyncExternalStore(subscribe, snapshot, () => nothing)
}

function detailOf(
  state: { data: unknown; error: unknown },
  before: CertificateDetail | undefined,
): CertificateDetail | null {
  if (isCertificate(state.data)) {
    const same = before?.ok === true && before.certificate === state.data
    return same ? before : { ok: true, certificate: state.data }
  }
  if (state.error === null) return null
  const failure = failureFrom(state.error)
  return before?.ok === false && before.failure === failure ? before : { ok: false, failure }
}

function isCertificate(data: unknown): data is Certificate {
  return typeof data === 'object' && data !== null && 'operation' in data && 'policy' in data
}
