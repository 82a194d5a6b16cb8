'use client'

import BadgeCheck from 'lucide-react/icons/badge-check'
import FileBadge from 'lucide-react/icons/file-badge'
import Landmark from 'lucide-react/icons/landmark'
import { Badge } from '#components/ui/badge.tsx'
import { useNow } from '#components/ui/clock-provider.tsx'
import { MonoId } from '#components/ui/mono-id.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { CertificateContent } from '#lib/features/certificates/schema.ts'
import { groupHex } from '../group-hex.ts'

interface ChainPreviewProps {
  /** Leaf first, then its issuers. */
  chain: readonly CertificateContent[]
  complete: boolean
  /** Also who issued each, and from when to when it is valid. */
  detailed?: boolean
}

/** A chain as it will be stored: leaf, intermediates, root, each under the one that it signed. */
export function ChainPreview({ chain, complete, detailed = false }: ChainPreviewProps) {
  const now = useNow()
  const last = chain.at(-1)
  return (
    <div>
      <ol aria-label="Chain, leaf first" className="grid">
        {chain.map((certificate, place) => (
          <li key={certificate.sha256} className="relative flex gap-3 pb-4 last:pb-0">
            {place < chain.length - 1 && (
              <span aria-hidden className="absolute top-8 bottom-0 left-3.5 w-px bg-line-strong" />
            )}
            <span className="flex size-7 shrink-0 items-center justify-center rounded-md border border-line bg-ground text-ink-3 [&>svg]:size-4">
              <ChainIcon certificate={certificate} place={place} />
            </span>
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
                <span className="font-medium break-all">
                  {certificate.commonName ?? certificate.subject}
                </span>
                <span className="text-xs text-ink-3">{roleOf(certificate, place)}</span>
                {Date.parse(certificate.notAfter) <= now && <Badge tone="bad">Expired</Badge>}
              </p>
              <p className="font-mono text-xs leading-5 break-words text-ink-2">
                {certificate.subject}
              </p>
              {detailed && (
                <p className="text-xs break-words text-ink-2">
                  {certificate.selfIssued ? (
                    'issued by itself'
                  ) : (
                    <>
                      issued by <span className="font-mono">{certificate.issuer}</span>
                    </>
                  )}
                </p>
              )}
              <p className="flex flex-wrap gap-x-3 text-xs text-ink-3">
                <span>{certificate.key}</span>
                {detailed && (
                  <span>
                    from <RelativeTime time={certificate.notBefore} />
                  </span>
                )}
                <span>
                  ends <RelativeTime time={certificate.notAfter} />
                </span>
                <MonoId
                  value={groupHex(certificate.sha1)}
                  label="thumbprint"
                  head={9}
                  copy={false}
                  className="text-ink-3"
                />
              </p>
            </div>
          </li>
        ))}
      </ol>
      {!complete && last !== undefined && (
        <p className="mt-3 border-t border-line pt-3 text-xs text-ink-2">
          The file ends before a root: <code className="font-mono">{last.issuer}</code> is not in
          it. Clients need every intermediate from the server; roots they have themselves. If this
          issuer is an intermediate, add its certificate to the file first.
        </p>
      )}
    </div>
  )
}

function roleOf(certificate: CertificateContent, place: number): string {
  if (place === 0) return certificate.selfIssued ? 'self-signed' : 'leaf'
  return certificate.selfIssued ? 'root' : 'intermediate'
}

function ChainIcon({ certificate, place }: { certificate: CertificateContent; place: number }) {
  if (place === 0) return <FileBadge aria-hidden />
  return certificate.selfIssued ? <Landmark aria-hidden /> : <BadgeCheck aria-hidden />
}
