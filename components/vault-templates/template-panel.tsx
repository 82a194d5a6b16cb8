'use client'

import FileCode from 'lucide-react/icons/file-code'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Panel } from '#components/ui/panel.tsx'

const TemplateDialog = dynamic(
  () => import('./template-dialog.tsx').then((module) => module.TemplateDialog),
  { ssr: false },
)

/** The vault's settings as a template, to keep with one's own code. */
export function TemplatePanel({ vault }: { vault: string }) {
  const [open, setOpen] = useState(false)
  return (
    <Panel
      title="As a template"
      actions={
        <Button
          size="sm"
          icon={<FileCode aria-hidden />}
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
        >
          Export
        </Button>
      }
    >
      <p className="max-w-prose text-ink-2">
        Bicep or an ARM template that makes the same vault again: settings, access policies, network
        rules and tags. No key, secret or certificate is in it.
      </p>
      {open && <TemplateDialog vault={vault} onClose={() => setOpen(false)} />}
    </Panel>
  )
}
