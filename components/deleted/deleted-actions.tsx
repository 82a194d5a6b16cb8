'use client'

import { useQueryClient } from '@tanstack/react-query'
import RotateCcw from 'lucide-react/icons/rotate-ccw'
import Trash from 'lucide-react/icons/trash-2'
import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'
import { createPortal } from 'react-dom'
import { Button } from '#components/ui/button.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { showToast } from '#components/ui/toast-store.ts'
import { paths } from '#lib/base/paths.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { recoverCertificate, refreshCertificates } from '#lib/features/certificates/client.ts'
import type { DeletedCertificate } from '#lib/features/certificates/schema.ts'
import { protectedReason } from './deleted-words.ts'
import { forgetDeleted } from './forget.ts'

const PurgeDialog = dynamic(
  () => import('./purge-dialog.tsx').then((module) => module.PurgeDialog),
  { ssr: false },
)
const RecoverFailed = dynamic(
  () => import('./recover-failed.tsx').then((module) => module.RecoverFailed),
  { ssr: false },
)

/** Recover and Purge of one deleted certificate. */
export function DeletedActions({ certificate }: { certificate: DeletedCertificate }) {
  const { vault, name } = certificate
  const client = useQueryClient()
  const [recovering, setRecovering] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [purging, setPurging] = useState(false)

  const recover = async () => {
    setRecovering(true)
    setFailure(null)
    const result = await recoverCertificate({ vault, name })
    setRecovering(false)
    if (!result.ok) {
      setFailure(result.failure)
      return
    }
    forgetDeleted(client, [{ vault, name }])
    showToast({
      tone: 'ok',
      title: `${name} is back in ${vault}`,
      detail: 'All versions, its key and its secret came back with it.',
      action: { label: 'Open', href: paths.vault(vault).certificate(name) },
    })
    await refreshCertificates(client, vault)
  }

  return (
    <span className="inline-flex gap-2">
      <Button size="sm" loading={recovering} onClick={() => void recover()}>
        <ActionWords icon={<RotateCcw aria-hidden />} word="Recover" name={name} />
      </Button>
      {certificate.purgeable ? (
        <Button size="sm" variant="danger-ghost" onClick={() => setPurging(true)}>
          <ActionWords icon={<Trash aria-hidden />} word="Purge" name={name} />
        </Button>
      ) : (
        <button
          type="button"
          aria-disabled
          data-tip={protectedReason(certificate)}
          className={buttonClass('danger-ghost', 'sm', 'text')}
        >
          <ActionWords icon={<Trash aria-hidden />} word="Purge" name={name} />
        </button>
      )}
      {/* Outside the table: a dialog inherits the cell's alignment and line breaking. */}
      {purging &&
        createPortal(
          <PurgeDialog certificate={certificate} onClose={() => setPurging(false)} />,
          document.body,
        )}
      {failure !== null &&
        createPortal(
          <RecoverFailed
            name={name}
            failure={failure}
            busy={recovering}
            onRetry={() => void recover()}
            onClose={() => setFailure(null)}
          />,
          document.body,
        )}
    </span>
  )
}

interface ActionWordsProps {
  icon: ReactNode
  word: string
  name: string
}

/** The word, or in a narrow window its icon; assistive technology hears the name of the row too. */
function ActionWords({ icon, word, name }: ActionWordsProps) {
  return (
    <>
      <span className="sm:hidden [&>svg]:size-3.5">{icon}</span>
      <span className="max-sm:visually-hidden">{word}</span>
      <span className="visually-hidden"> {name}</span>
    </>
  )
}
