import { MonoId } from '#components/ui/mono-id.tsx'
import type { AccessWay } from '#lib/features/access/schema.ts'

/** The evidence in words: which entry, or which role over what, and under which condition. */
export function Way({ way }: { way: AccessWay }) {
  if (way.by === 'policy') {
    return (
      <span>
        Access policy
        {way.applicationId !== null && (
          <>
            , only through the application{' '}
            <MonoId value={way.applicationId} label="application id" head={8} />
          </>
        )}
      </span>
    )
  }
  return (
    <span>
      <span className="text-ink">{way.role}</span> over{' '}
      <span data-tip={way.scope ?? undefined}>{way.scopeWords}</span>
      {way.condition !== null && (
        <>
          , only if <code className="font-mono text-xs break-all">{way.condition}</code>
        </>
      )}
    </span>
  )
}
