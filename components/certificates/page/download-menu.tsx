'use client'

import Archive from 'lucide-react/icons/archive'
import ChevronDown from 'lucide-react/icons/chevron-down'
import Download from 'lucide-react/icons/download'
import FileKey from 'lucide-react/icons/file-key'
import FileText from 'lucide-react/icons/file-text'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Menu } from '#components/ui/menu.tsx'
import { certificateUrls } from '#lib/features/certificates/client.ts'
import type { CertificateVersion, PublicFormat } from '#lib/features/certificates/schema.ts'
import type { ExportFormat } from './export-dialog.tsx'
import { chainBlocked, exportBlocked } from './words.ts'

const ExportDialog = dynamic(
  () => import('./export-dialog.tsx').then((module) => module.ExportDialog),
  { ssr: false },
)

const BulkDialog = dynamic(
  () => import('../bulk/bulk-dialog.tsx').then((module) => module.BulkDialog),
  { ssr: false },
)

/** The certificate for everybody who may read it; what only its secret holds for those who say why. */
export function DownloadMenu({ version }: { version: CertificateVersion }) {
  const [format, setFormat] = useState<ExportFormat | null>(null)
  const [backingUp, setBackingUp] = useState(false)
  const ref = { vault: version.vault, name: version.name, version: version.version }
  const open = (label: string, hint: string, format: PublicFormat) =>
    ({
      kind: 'link',
      label,
      hint,
      icon: <FileText aria-hidden />,
      href: certificateUrls.downloadPublic({ ...ref, format }),
      download: true,
    }) as const
  const asked = (label: string, format: ExportFormat, blocked: string | null, hint: string) =>
    ({
      kind: 'action',
      label,
      hint: blocked ?? hint,
      disabled: blocked !== null,
      icon: format.startsWith('chain') ? <FileText aria-hidden /> : <FileKey aria-hidden />,
      onSelect: () => setFormat(format),
    }) as const
  const chain = chainBlocked(version)
  const key = exportBlocked(version)
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
          { kind: 'heading', label: 'This certificate only' },
          open('CER', 'binary, DER', 'cer'),
          open('PEM', 'text', 'pem'),
          open('PKCS #7', '.p7b', 'p7b'),
          { kind: 'separator', id: 'chain' },
          { kind: 'heading', label: 'With its chain, without the key' },
          asked('PEM chain…', 'chain-pem', chain, 'read from the secret, is recorded'),
          asked('PKCS #7 chain…', 'chain-p7b', chain, 'read from the secret, is recorded'),
          { kind: 'separator', id: 'private' },
          { kind: 'heading', label: 'With private key and chain' },
          asked('PFX…', 'pfx', key, 'also a Java keystore; is recorded'),
          asked('PEM with key…', 'pem', key, 'asks for a reason, is recorded'),
          { kind: 'separator', id: 'backup' },
          {
            kind: 'action',
            label: 'Backup…',
            hint: 'all versions, for a restore only',
            icon: <Archive aria-hidden />,
            onSelect: () => setBackingUp(true),
          },
        ]}
      />
      {backingUp && (
        <BulkDialog
          act="backup"
          objects={[{ vault: version.vault, name: version.name }]}
          onDone={() => {}}
          onClose={() => setBackingUp(false)}
        />
      )}
      {format !== null && (
        <ExportDialog version={version} initialFormat={format} onClose={() => setFormat(null)} />
      )}
    </>
  )
}
