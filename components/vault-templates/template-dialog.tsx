'use client'

import Download from 'lucide-react/icons/download'
import { useState } from 'react'
import { saveFile } from '#components/certificates/page/save-file.ts'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { type TemplateFormat, templateFormats } from '#lib/domain/vault-templates/templates.ts'
import { vaultTemplateQuery } from '#lib/features/vault-templates/client.ts'

const labels: Record<TemplateFormat, string> = { bicep: 'Bicep', arm: 'ARM template' }

interface TemplateDialogProps {
  vault: string
  onClose: () => void
}

/** The vault as a template, read anew: to look at, to copy, to download. */
export function TemplateDialog({ vault, onClose }: TemplateDialogProps) {
  const [format, setFormat] = useState<TemplateFormat>('bicep')
  const { data, failure, reading, retry } = useRead(vaultTemplateQuery(vault, format))
  return (
    <Dialog
      open
      onClose={onClose}
      size="lg"
      title={`${vault} as a template`}
      description="Settings, access policies, network rules and tags, as Azure has them now. Keys, secrets, certificates, role assignments and private endpoints are not in it."
      actions={
        <>
          <Button onClick={onClose}>Done</Button>
          <Button
            variant="primary"
            icon={<Download aria-hidden />}
            inactive={data === undefined}
            onClick={() => {
              if (data === undefined) return
              saveFile({ blob: new Blob([data.text]), fileName: data.fileName })
            }}
          >
            Download {labels[format]}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <Segmented
          label="Language"
          name="template-format"
          value={format}
          onChange={({ target }) =>
            setFormat(templateFormats.find((one) => one === target.value) ?? 'bicep')
          }
          options={templateFormats.map((value) => ({ value, label: labels[value] }))}
        />
        {data !== undefined ? (
          <>
            <CodeBlock code={data.text} label={`${labels[format]} of ${vault}`} />
            <p className="text-xs text-ink-3">
              Deployed over an existing vault it replaces the whole of its settings, all access
              policies included. Look first with{' '}
              <code className="font-mono">az deployment group what-if</code>.
            </p>
          </>
        ) : failure !== null ? (
          <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
        ) : (
          <LoadingState label={`Reading the settings of ${vault}`} lines={8} />
        )}
      </div>
    </Dialog>
  )
}
