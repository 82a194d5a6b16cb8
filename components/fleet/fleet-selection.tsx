'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { BulkAct } from '#components/certificates/bulk/bulk-acts.ts'
import { neverIssued } from '#components/certificates/bulk/certificate-selection.tsx'
import { Button } from '#components/ui/button.tsx'
import { SelectionBar } from '#components/ui/selection-bar.tsx'
import type { CertificateRef } from '#lib/features/certificates/schema.ts'
import { type FleetRow, rowId } from './fleet-rows.ts'
import type { FleetStore } from './fleet-store.ts'

const BulkDialog = dynamic(
  () => import('#components/certificates/bulk/bulk-dialog.tsx').then((module) => module.BulkDialog),
  { ssr: false },
)
const TagsDialog = dynamic(() => import('./tags-dialog.tsx').then((module) => module.TagsDialog), {
  ssr: false,
})

interface FleetSelectionProps {
  rows: readonly FleetRow[]
  store: FleetStore
  onChange: (ids: readonly string[]) => void
}

/** What can be done with the chosen certificates, of whatever vaults. */
export function FleetSelection({ rows, store, onChange }: FleetSelectionProps) {
  const [act, setAct] = useState<BulkAct | 'choose-tags' | null>(null)
  const [tags, setTags] = useState<Readonly<Record<string, string>>>({})
  const done = (changed: readonly CertificateRef[], left: readonly CertificateRef[]) => {
    if (act === 'delete') store.removeRows(changed.map(rowId))
    else {
      onChange(left.map(rowId))
      if (act === 'backup') return
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
            setTags(chosen)
            setAct('tag')
          }}
        />
      )}
      {act !== null && act !== 'choose-tags' && (
        <BulkDialog
          act={act}
          {...(act === 'tag' ? { tags } : {})}
          objects={rows.map((row) => ({
            vault: row.vault,
            name: row.name,
            tags: row.tags,
            version: row.detail?.ok ? (row.detail.certificate.current?.version ?? null) : null,
            blocked: blockedBy(act, row),
          }))}
          onDone={done}
          onClose={() => setAct(null)}
        />
      )}
    </>
  )
}

/** Why a certificate is left out; null when nothing is in the way. */
function blockedBy(act: BulkAct, row: FleetRow): string | null {
  if (act === 'backup' && row.unissued) return neverIssued
  if (act !== 'enable' && act !== 'disable') return null
  if (row.unissued) return 'Nothing has been issued yet.'
  if (row.enabled !== (act === 'enable')) return null
  return act === 'enable' ? 'It is enabled already.' : 'It is disabled already.'
}
