import LoaderCircle from 'lucide-react/icons/loader-circle'
import { cx } from './cx.ts'

/** Something is under way. Decoration: the text beside it says what. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cx('size-4 animate-spin', className)} />
}
