'use client'

import RefreshCw from 'lucide-react/icons/refresh-cw'
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { ErrorPanel } from '#components/ui/error-panel.tsx'
import { MonoId } from '#components/ui/mono-id.tsx'
import type { Failure, Plane } from '#lib/domain/failure.ts'

const planes: Record<Plane, string> = {
  management: 'management plane (Azure Resource Manager)',
  data: 'data plane (the vault itself)',
}

export interface FailurePanelProps {
  failure: Failure
  /** Absent when trying again cannot help. */
  onRetry?: (() => void) | undefined
  retrying?: boolean
  /** Other ways on, before Retry. */
  actions?: ReactNode
  className?: string
}

/** What `FailurePanel` shows. */
export function FailureDetails({
  failure,
  onRetry,
  retrying = false,
  actions,
  className,
}: FailurePanelProps) {
  const wait = useCountdown(failure)
  const { plane, right, vault, requestId } = failure
  const facts =
    plane !== undefined || right !== undefined || requestId !== undefined ? (
      <dl className="flex flex-wrap items-center gap-x-5 gap-y-0.5 text-xs [&_dd]:inline [&_dt]:mr-1.5 [&_dt]:inline">
        {vault !== undefined && <Fact term="Vault">{vault}</Fact>}
        {plane !== undefined && <Fact term="Plane">{planes[plane]}</Fact>}
        {right !== undefined && (
          <Fact term="Needs">
            <code className="font-mono text-ink-2">{right}</code>
          </Fact>
        )}
        {requestId !== undefined && (
          <Fact term="Request">
            <MonoId value={requestId} label="request id" head={8} className="text-ink-2" />
          </Fact>
        )}
      </dl>
    ) : undefined
  return (
    <ErrorPanel
      title={failure.title}
      detail={failure.detail}
      nextStep={failure.nextStep}
      facts={facts}
      tone={failure.code === 'throttled' || failure.code === 'pending-in-progress' ? 'warn' : 'bad'}
      {...(className === undefined ? {} : { className })}
      actions={
        actions !== undefined || onRetry !== undefined ? (
          <>
            {actions}
            {onRetry !== undefined && (
              <Button
                icon={<RefreshCw aria-hidden />}
                loading={retrying}
                disabled={wait > 0}
                onClick={onRetry}
              >
                {wait > 0 ? `Retry in ${wait} s` : 'Retry'}
              </Button>
            )}
          </>
        ) : undefined
      }
    />
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd className="text-ink-2">{children}</dd>
    </div>
  )
}

/** Whole seconds left until the service takes another try, counted from when the failure appeared. */
function useCountdown(failure: Failure): number {
  const total = failure.retryAfterSeconds ?? 0
  const [left, setLeft] = useState(total)

  useEffect(() => {
    setLeft(total)
    if (total <= 0) return
    const end = Date.now() + total * 1000
    const timer = setInterval(() => {
      const rest = Math.max(0, Math.ceil((end - Date.now()) / 1000))
      setLeft(rest)
      if (rest === 0) clearInterval(timer)
    }, 250)
    return () => clearInterval(timer)
  }, [total])

  return left
}
