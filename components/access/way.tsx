import { MonoId } from '#components/ui/mono-id.tsx'
import type { AccessWay } from '#lib/features/access/schema.ts'

/** The evidence in words: which entry, or which role over what, and under which condition. */
export function Way({ way }: { way: AccessWay }) {
  return (
    <span>
      {way.by === 'policy' ? <Policy way={way} /> : <Role way={way} />}
      {way.group !== null && (
        <>
          , as a member of <span className="text-ink">{way.group.name}</span>
        </>
      )}
    </span>
  )
}

function Policy({ way: { applicationId, application } }: { way: AccessWay }) {
  return (
    <>
      Access policy
      {applicationId !== null && (
        <>
          , only through the application{' '}
          {application !== null && <span className="text-ink">{application} </span>}
          <MonoId value={applicationId} label="application id" head={8} />
        </>
      )}
    </>
  )
}

function Role({ way: { role, scope, scopeWords, condition } }: { way: AccessWay }) {
  return (
    <>
      <span className="text-ink">{role}</span> over{' '}
      <span data-tip={scope ?? undefined}>{scopeWords}</span>
      {condition !== null && (
        <>
          , only if <code className="font-mono text-xs break-all">{condition}</code>
        </>
      )}
    </>
  )
}
