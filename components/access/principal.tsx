import CircleQuestionMark from 'lucide-react/icons/circle-question-mark'
import { principalKinds } from '#components/principals/principal-kinds.tsx'
import { Badge, Tag } from '#components/ui/badge.tsx'
import { MonoId } from '#components/ui/mono-id.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { paths } from '#lib/base/paths.ts'
import type { AccessGroup, AccessPrincipal } from '#lib/features/access/schema.ts'

interface PrincipalProps {
  principal: AccessPrincipal
  /** Who is in it, when it is a group. */
  group?: AccessGroup | undefined
}

/** Somebody whom an entry or an assignment names: name, kind, object id, and who is in it. */
export function Principal({ principal, group }: PrincipalProps) {
  const { id, kind, name, address, isUnknown, isYou } = principal
  const known = kind === null ? null : principalKinds[kind]
  return (
    <div className="flex min-w-0 gap-2">
      <span className="mt-0.5 text-ink-3 [&>svg]:size-4">
        {known?.icon ?? <CircleQuestionMark aria-hidden />}
      </span>
      <div className="grid min-w-0 content-start gap-0.5">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 font-medium break-words">
            <TextLink href={paths.access(id)}>
              {name ?? (isUnknown ? 'Unknown principal' : (known?.word ?? 'Principal'))}
            </TextLink>
          </span>
          {isYou && <Tag>You</Tag>}
          {isUnknown && (
            <Badge tone="warn" className="shrink-0">
              Deleted or foreign
            </Badge>
          )}
        </p>
        {name !== null && (
          <p className="text-xs break-words text-ink-3">
            {known?.word}
            {address !== null && ` · ${address}`}
          </p>
        )}
        <MonoId value={id} label="object id" head={8} className="text-ink-3" />
        {group !== undefined && <Members group={group} />}
      </div>
    </div>
  )
}

function Members({ group: { size, members, holdsYou } }: { group: AccessGroup }) {
  if (size === 0) return <p className="text-xs text-ink-3">Nobody is in it.</p>
  return (
    <details className="text-xs text-ink-2">
      <summary className="min-h-6 cursor-pointer rounded-sm hover:text-accent">
        {size === 1 ? '1 member' : `${size} members`}
        {holdsYou && ', you among them'}
      </summary>
      <ul className="mt-0.5 mb-1 grid gap-0.5">
        {members.map(({ id, name, address }) => (
          <li key={id} className="min-w-0 break-words">
            {name}
            {address !== null && <span className="text-ink-3"> {address}</span>}
          </li>
        ))}
        {size > members.length && <li>and {size - members.length} more</li>}
      </ul>
    </details>
  )
}
