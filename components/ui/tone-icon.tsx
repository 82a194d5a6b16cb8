import CircleCheck from 'lucide-react/icons/circle-check'
import CircleDashed from 'lucide-react/icons/circle-dashed'
import CircleSlash from 'lucide-react/icons/circle-slash-2'
import CircleX from 'lucide-react/icons/circle-x'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import { cx } from './cx.ts'
import type { Tone } from './tone.ts'

const icons = {
  ok: CircleCheck,
  warn: TriangleAlert,
  bad: CircleX,
  info: CircleDashed,
  neutral: CircleSlash,
}

export const toneText: Record<Tone, string> = {
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
  info: 'text-info',
  neutral: 'text-ink-2',
}

/** The icon that stands for a tone. Decoration: the word beside it carries the meaning. */
export function ToneIcon({ tone, className }: { tone: Tone; className?: string }) {
  const Icon = icons[tone]
  return <Icon aria-hidden className={cx('size-4', toneText[tone], className)} />
}
