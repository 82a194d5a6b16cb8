import TagIcon from 'lucide-react/icons/tag'
import { Tag } from '#components/ui/badge.tsx'

/** All tags of an object, one after the other. */
export function TagsList({ tags }: { tags: Readonly<Record<string, string>> }) {
  const entries = Object.entries(tags)
  if (entries.length === 0) return <span className="text-ink-3">none</span>
  return (
    <ul className="flex flex-wrap gap-1.5">
      {entries.map(([name, value]) => (
        <li key={name} className="min-w-0">
          <Tag icon={<TagIcon aria-hidden />}>{value === '' ? name : `${name}=${value}`}</Tag>
        </li>
      ))}
    </ul>
  )
}
