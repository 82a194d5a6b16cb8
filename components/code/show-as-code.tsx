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
  /** What the form or dialog would send, as it stands. Asked when the code is opened, and fetched then. */
  writes: () => Promise<readonly Write[]> | readonly Write[]
  /** What the form would refuse as it stands: named in the place of code that could not run. */
  faults?: () => Promise<readonly string[]> | readonly string[]
}

interface Shown {
  readonly writes: readonly Write[]
  readonly faults: readonly string[]
}

/** Opens what a form or dialog is about to send as commands to copy. Sends nothing. */
export function ShowAsCode({ writes, faults }: ShowAsCodeProps) {
  const [shown, setShown] = useState<Shown | null>(null)
  const show = async () => {
    const found = (await faults?.()) ?? []
    setShown({ faults: found, writes: found.length > 0 ? [] : await writes() })
  }
  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        icon={<CodeXml aria-hidden />}
        className="-ml-2 justify-self-start"
        aria-haspopup="dialog"
        onPointerEnter={() => void loadDialog().catch(() => undefined)}
        onClick={() => void show()}
      >
        Show as code
      </Button>
      {/* Outside the form or dialog it belongs to: a form must not stand in a form. */}
      {shown !== null &&
        createPortal(<CodeDialog {...shown} onClose={() => setShown(null)} />, document.body)}
    </>
  )
}
