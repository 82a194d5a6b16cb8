import CircleDashed from 'lucide-react/icons/circle-dashed'
import Clock from 'lucide-react/icons/clock'
import type { ReactNode } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { CertificateStatus } from '#lib/domain/certificates/status.ts'

interface StatusLook {
  readonly tone: Tone
  readonly word: string
  readonly icon?: ReactNode
}

const looks: Record<CertificateStatus, StatusLook> = {
  healthy: { tone: 'ok', word: 'Healthy' },
  expiring: { tone: 'warn', word: 'Expires soon' },
  expired: { tone: 'bad', word: 'Expired' },
  failed: { tone: 'bad', word: 'Issuance failed' },
  'renewal-due': { tone: 'warn', word: 'Renewal due' },
  pending: { tone: 'info', word: 'Pending', icon: <CircleDashed aria-hidden /> },
  disabled: { tone: 'neutral', word: 'Disabled' },
  'not-yet-valid': { tone: 'info', word: 'Not yet valid', icon: <Clock aria-hidden /> },
}

/** The word that every page uses for a status, for filters and for reading aloud. */
export function statusWord(status: CertificateStatus): string {
  return looks[status].word
}

interface StatusBadgeProps {
  status: CertificateStatus
  /** Replaces the word where more is known: `Waits for you`. */
  children?: ReactNode
}

/** The health of a certificate in one word, with its icon and colour. */
export function StatusBadge({ status, children }: StatusBadgeProps) {
  const { tone, word, icon } = looks[status]
  return (
    <Badge tone={tone} icon={icon}>
      {children ?? word}
    </Badge>
  )
}
