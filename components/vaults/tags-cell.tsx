import { Tag } from '#components/ui/badge.tsx'

/** Tags in one line; those that do not fit are named in the tip. */
export function TagsCell({ tags }: { tags: Readonly<Record<string, string>> }) {
  const words = Object.entries(tags).map(([name, value]) => (value ? `${name}=${value}` : name))
  if (words.length === 0) return <span className="text-ink-3">none</span>
  // A tag cut in two says nothing: the second stands only where both fit.
  const both = `${words[0]}${words[1] ?? ''}`.length <= 14
  const shown = words.slice(0, both ? 2 : 1)
  const rest = words.slice(shown.length)
  return (
    <span className="flex items-center gap-1.5">
      {shown.map((word) => (
        <Tag key={word} className="min-w-0">
          {word}
        </Tag>
      ))}
      {rest.length > 0 && (
        <span data-tip={rest.join(', ')} className="shrink-0 text-ink-3">
          +{rest.length}
        </span>
      )}
    </span>
  )
}

/** `env=prod` lines, for the search. */
export function tagText(tags: Readonly<Record<string, string>>): string {
  return Object.entries(tags)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')
}
