import { Banner } from '#components/ui/banner.tsx'
import type { Failure } from '#lib/domain/failure.ts'

/** Why principals stand without names: the rest of the page is complete. */
export function NamesNotice({ unread }: { unread: Failure | null }) {
  if (unread === null) return null
  return (
    <Banner tone="info" title="Some names are missing">
      {unread.title}. Who has access is complete; principals whose name could not be read stand with
      their object id, and members of groups may be missing.
      {unread.right !== undefined && (
        <>
          {' '}
          Reading them needs <code className="font-mono text-xs">{unread.right}</code> in Microsoft
          Graph.
        </>
      )}
    </Banner>
  )
}
