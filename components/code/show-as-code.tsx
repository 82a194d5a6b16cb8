'use client'

import CodeXml from 'lucide-react/icons/code-xml'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import { Button } from '#components/ui/button.tsx'
import type { Write } from '#lib/domain/show-as-code/snippets.ts'

const loadDialog = () => import('./code-dialog.tsx').then((module) => module.CodeDialog)
const CodeDialog = dynamic(loadDialog, { ssr: false })

interface ShowAsCodeProps {
  /** What the form or dialog would send, as it stands. Asked when the code is opened. */
  writes: () => readonly Write[]
  /** Why the code cannot run yet, where the form is not complete. */
  missing?: string | undefined
}

/** Opens what a form or dialog is about to send as commands to copy. Sends nothing. */
export function ShowAsCode({ writes, missing }: ShowAsCodeProps) {
  const [shown, setShown] = useState<readonly Write[] | null>(null)
  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        icon={<CodeXml aria-hidden />}
        className="-ml-2 justify-self-start"
        aria-haspopup="dialog"
        onPointerEnter={() => void loadDialog().catch(() => undefined)}
        onClick={() => setShown(writes())}
      >
        Show as code
      </Button>
      {/* Outside the form or dialog it belongs to: a form must not stand in a form. */}
      {shown !== null &&
        createPortal(
          <CodeDialog writes={shown} missing={missing} onClose={() => setShown(null)} />,
          document.body,
        )}
    </>
  )
}
