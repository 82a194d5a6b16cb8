import type { Plane } from '#lib/domain/failure.ts'

interface RightNoteProps {
  plane: Plane
  /** The permission of an access policy, such as `certificates/create`, or the action of Resource Manager. */
  right: string
  /** A built-in role that contains it. */
  builtInRole: string
}

const planes: Record<Plane, string> = {
  data: 'data plane',
  management: 'management plane',
}

/** Which door an action goes through and what it takes to pass it. */
export function RightNote({ plane, right, builtInRole }: RightNoteProps) {
  return (
    <p className="text-xs text-ink-3">
      Goes to the {planes[plane]} as you. Needs{' '}
      <code className="font-mono text-[0.6875rem] wrap-anywhere">{right}</code>{' '}
      {plane === 'data' ? 'in an access policy, or a role' : 'on the vault or above it: a role'}{' '}
      such as {builtInRole}.
    </p>
  )
}
