'use client'

import Lock from 'lucide-react/icons/lock'
import RefreshCw from 'lucide-react/icons/refresh-cw'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { Failure } from '#lib/domain/failure.ts'

interface NoDataAccessProps {
  failure: Failure
  /** What the person would see: `certificates`. */
  what: string
  onRetry: () => void
  retrying: boolean
}

/**
 * The vault does not let this person read. No mistake of anybody: who manages a vault often may not see
 * what it holds, so it is said calmly, with the plane, the right and who can give it.
 */
export function NoDataAccess({ failure, what, onRetry, retrying }: NoDataAccessProps) {
  const firewall = failure.code === 'forbidden-firewall'
  return (
    <div role="alert" className="rounded-lg border border-line bg-panel shadow-panel">
      <EmptyState
        icon={<Lock aria-hidden />}
        title={firewall ? failure.title : `No data access: you may not see the ${what} here`}
        action={
          <Button icon={<RefreshCw aria-hidden />} loading={retrying} onClick={onRetry}>
            Check again
          </Button>
        }
      >
        <p>{failure.detail}</p>
        <p className="mt-2">{failure.nextStep}</p>
        <dl className="mt-3 flex flex-wrap justify-center gap-x-5 gap-y-1 text-xs text-ink-3">
          <div>
            <dt className="mr-1.5 inline">Plane</dt>
            <dd className="inline text-ink-2">
              {failure.plane === 'management'
                ? 'management plane (Azure Resource Manager)'
                : 'data plane (the vault itself)'}
            </dd>
          </div>
          {failure.right !== undefined && (
            <div>
              <dt className="mr-1.5 inline">Needs</dt>
              <dd className="inline">
                <code className="font-mono text-ink-2">{failure.right}</code>
              </dd>
            </div>
          )}
        </dl>
      </EmptyState>
    </div>
  )
}
