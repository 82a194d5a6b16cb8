'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { BulkAct, BulkGift } from '#components/certificates/bulk/bulk-acts.ts'
import { neverIssued } from '#components/certificates/bulk/certificate-selection.tsx'
import { Button } from '#components/ui/button.tsx'
import { SelectionBar } from '#components/ui/selection-bar.tsx'
import type { CertificateRef } from '#lib/features/certificates/schema.ts'
import { detailsOf } from './details-reader.ts'
import { type FleetRow, rowId } from './fleet-rows.ts'
import type { FleetStore } from './fleet-store.ts'

const BulkDialog = dynamic(
  () => import('#components/certificates/bulk/bulk-dialog.tsx').then((module) => module.BulkDialog),
  { ssr: false },
)
const TagsDialog = dynamic(() => import('./tags-dialog.tsx').then((module) => module.TagsDialog), {
  ssr: false,
})

const LifetimeDialog = dynamic(
  () => import('./lifetime-dialog.tsx').then((module) => module.LifetimeDialog),
  { ssr: false },
)

interface FleetSelectionProps {
  rows: readonly FleetRow[]
  store: FleetStore
  onChange: (ids: readonly string[]) => void
}

/** What can be done with the chosen certificates, of whatever vaults. */
export function FleetSelection({ rows, store, onChange }: FleetSelectionProps) {
  const [act, setAct] = useState<BulkAct | 'choose-tags' | 'choose-lifetime' | null>(null)
  const [gift, setGift] = useState<BulkGift>({})
  const done = (changed: readonly CertificateRef[], left: readonly CertificateRef[]) => {
    if (act === 'delete') store.removeRows(changed.map(rowId))
    else {
      onChange(left.map(rowId))
      if (act === 'backup') return
      // A list does not tell of a policy.
      if (act === 'lifetime') return detailsOf(store).readAgain(changed.map(rowId))
      const vaults = [...new Set(changed.map(({ vault }) => vault))]
      // What the vaults say now, and not what we think we did.
      if (vaults.length > 0) {
        void store.read(vaults, new AbortController().signal).catch(() => undefined)
      }
    }
  }
  return (
    <>
      <SelectionBar count={rows.length} onClear={() => onChange([])}>
        <Button onClick={() => setAct('enable')}>Enable</Button>
        <Button onClick={() => setAct('disable')}>Disable</Button>
        <Button onClick={() => setAct('choose-tags')}>Tags</Button>
        <Button onClick={() => setAct('choose-lifetime')}>Renewal</Button>
        <Button onClick={() => setAct('backup')}>Back up</Button>
        <Button variant="danger-ghost" onClick={() => setAct('delete')}>
          Delete
        </Button>
      </SelectionBar>
      {act === 'choose-tags' && (
        <TagsDialog
          count={rows.length}
          onClose={() => setAct(null)}
          onNext={(chosen) => {
            setGift({ tags: chosen })
            setAct('tag')
          }}
        />
      )}
      {act === 'choose-lifetime' && (
        <LifetimeDialog
          count={rows.length}
          onClose={() => setAct(null)}
          onNext={(lifetimeAction) => {
            setGift({ lifetimeAction })
            setAct('lifetime')
          }}
        />
      )}
      {act !== null && act !== 'choose-tags' && act !== 'choose-lifetime' && (
        <BulkDialog
          act={act}
          {...(act === 'tag' || act === 'lifetime' ? { gift } : {})}
          objects={rows.map((row) => ({
            vault: row.vault,
            name: row.name,
            tags: row.tags,
            version: row.detail?.ok ? (row.detail.certificate.current?.version ?? null) : null,
            blocked: blockedBy(act, row, gift),
          }))}
          onDone={done}
          onClose={() => setAct(null)}
        />
      )}
    </>
  )
}

const isUnknown = (issuer: string | null) => issuer === null || issuer.toLowerCase() === 'unknown'

/** Why a certificate is left out; null when nothing is in the way. */
function blockedBy(act: BulkAct, row: FleetRow, { lifetimeAction }: BulkGift): string | null {
  if (act === 'lifetime') {
    if (!row.detail?.ok) return null
    const { policy } = row.detail.certificate
    if (policy === null) return 'Its vault keeps no policy for it.'
    const renews = lifetimeAction?.action === 'AutoRenew'
    return renews && isUnknown(policy.issuer)
      ? 'The vault cannot renew it: it is signed by any CA, by CSR.'
      : null
  }
  if (act === 'backup' && row.unissued) return neverIssued
  if (act !== 'enable' && act !== 'disable') return null
  if (row.unissued) return 'Nothing has been issued yet.'
  if (row.enabled !== (act === 'enable')) return null
  return act === 'enable' ? 'It is enabled already.' : 'It is disabled already.'
}
