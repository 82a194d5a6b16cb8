'use client'

import ChevronDown from 'lucide-react/icons/chevron-down'
import Download from 'lucide-react/icons/download'
import FileKey from 'lucide-react/icons/file-key'
import FileText from 'lucide-react/icons/file-text'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Menu } from '#components/ui/menu.tsx'
import { certificateUrls } from '#lib/features/certificates/client.ts'
import type { CertificateVersion } from '#lib/features/certificates/schema.ts'
import { exportBlocked } from './words.ts'

const ExportDialog = dynamic(() =>
  import('./export-dialog.tsx').then((module) => module.ExportDialog),
)

/** The certificate for everybody who may read it; with its key for those who say why. */
export function DownloadMenu({ version }: { version: CertificateVersion }) {
  const [format, setFormat] = useState<'pfx' | 'pem' | null>(null)
  const blocked = exportBlocked(version)
  const ref = { vault: version.vault, name: version.name, version: version.version }
  const secret = { disabled: blocked !== null, icon: <FileKey aria-hidden /> }
  return (
    <>
      <Menu
        label="Download"
        align="end"
        trigger={(props) => (
          <Button {...props} icon={<Download aria-hidden />}>
            Download
            <ChevronDown aria-hidden className="size-3.5! text-ink-3" />
          </Button>
        )}
        items={[
          { kind: 'heading', label: 'Certificate only' },
          {
            kind: 'link',
            label: 'CER',
            hint: 'DER, this certificate',
            icon: <FileText aria-hidden />,
            href: certificateUrls.downloadPublic({ ...ref, format: 'cer' }),
            download: true,
          },
          {
            kind: 'link',
            label: 'PEM',
            hint: 'text, this certificate',
            icon: <FileText aria-hidden />,
            href: certificateUrls.downloadPublic({ ...ref, format: 'pem' }),
            download: true,
          },
          { kind: 'separator', id: 'private' },
          { kind: 'heading', label: 'With private key and chain' },
          {
            kind: 'action',
            label: 'PFX…',
            hint: blocked ?? 'asks for a reason, is recorded',
            onSelect: () => setFormat('pfx'),
            ...secret,
          },
          {
            kind: 'action',
            label: 'PEM with key…',
            hint: blocked ?? 'asks for a reason, is recorded',
            onSelect: () => setFormat('pem'),
            ...secret,
          },
        ]}
      />
      {format !== null && (
        <ExportDialog version={version} initialFormat={format} onClose={() => setFormat(null)} />
      )}
    </>
  )
}
