'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { recoveryInterval } from '#components/shell/query-client.ts'
import { type Read, useRead } from '#components/shell/use-read.ts'
import { issuerKind } from '#lib/domain/certificates/policy/issuer-kind.ts'
import { certificateQuery, refreshCertificates } from '#lib/features/certificates/client.ts'
import type { Certificate } from '#lib/features/certificates/schema.ts'

/** How often an operation is followed, in ms: the vault takes seconds, a CA minutes, a person days. */
const paceMs = { self: 2_000, integrated: 5_000, unknown: 30_000 } as const

function pace(certificate: Certificate | undefined): number | false {
  if (certificate?.operation?.status !== 'inProgress') return false
  return paceMs[issuerKind(certificate.operation.issuer)]
}

/** A certificate, read again while the vault works on it, and everything about it once that is done. */
export function useCertificate(vault: string, name: string): Read<Certificate> {
  const queryClient = useQueryClient()
  const read = useRead({
    ...certificateQuery(vault, name),
    refetchInterval: ({ state }) => recoveryInterval(state) || pace(state.data),
  })
  const status = read.data?.operation?.status ?? null
  const before = useRef(status)
  useEffect(() => {
    const ended = before.current === 'inProgress' && status !== 'inProgress'
    before.current = status
    if (ended) void refreshCertificates(queryClient, vault)
  }, [status, queryClient, vault])
  return read
}
