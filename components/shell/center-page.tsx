import { CenterCard, type CenterCardProps } from './center-card.tsx'
import { EmbeddedBadge } from './embedded-badge.tsx'

interface CenterPageProps extends Omit<CenterCardProps, 'badge'> {
  /** The console is on its own cloud, not on Azure. */
  embedded?: boolean
}

/** A page of one card, outside the frame: for when there is no one to show the frame to. */
export function CenterPage({ embedded = false, ...card }: CenterPageProps) {
  return <CenterCard {...card} badge={embedded && <EmbeddedBadge wordy />} />
}
