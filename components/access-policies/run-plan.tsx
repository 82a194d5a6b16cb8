'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Outcomes, runEach } from '#components/certificates/bulk/run-each.ts'
import { RightNote } from '#components/certificates/right-note.tsx'
import { asWriteFailure } from '#components/certificates/write-words.ts'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { refreshAccess, updateAccessPolicy } from '#lib/features/access-policies/client.ts'
import type { PlannedChange } from './policy-plan.ts'

interface RunPlanProps {
  /** What will be done; empty while there is nothing to do. */
  plan: readonly PlannedChange[]
  /** Said in place of an empty plan. */
  nothing: string
  onClose: () => void
}

/** Changes of several entries: the difference of each before, and what became of each after. */
export function RunPlan({ plan, nothing, onClose }: RunPlanProps) {
  const queryClient = useQueryClient()
  // While and after it runs, what was sent stands here: the plan itself follows what the vaults hold.
  const [sent, setSent] = useState<readonly PlannedChange[] | null>(null)
  const [outcomes, setOutcomes] = useState<Outcomes>({})
  const [running, setRunning] = useState(false)
  const listed = sent ?? plan
  const left = listed.filter(({ key }) => outcomes[key]?.state !== 'done')

  const run = async () => {
    setSent(listed)
    setRunning(true)
    const before = outcomes
    const byKey = new Map(left.map((change) => [change.key, change]))
    await runEach(
      [...byKey.keys()],
      async (key) => {
        const change = byKey.get(key)
        if (change === undefined) throw new Error(`${key} is not in the plan.`)
        return updateAccessPolicy(change.input)
      },
      (now) => setOutcomes({ ...before, ...now }),
    )
    setRunning(false)
    const vaults = new Set(left.map(({ input }) => input.vault))
    await Promise.all([...vaults].map((vault) => refreshAccess(queryClient, vault)))
  }

  return (
    <>
      {listed.length === 0 ? (
        <p className="text-ink-2">{nothing}</p>
      ) : (
        <ul
          aria-label="Changes"
          className="max-h-72 divide-y divide-line overflow-y-auto rounded-md border border-line"
        >
          {listed.map(({ key, title, words }) => {
            const outcome = outcomes[key]
            const failure = outcome?.state === 'failed' ? asWriteFailure(outcome.failure) : null
            return (
              <li key={key} className="grid gap-0.5 px-3 py-1.5">
                <div className="flex min-h-5.5 items-center justify-between gap-3">
                  <span className="min-w-0 font-medium break-words">{title}</span>
                  {outcome?.state === 'running' && <Spinner />}
                  {outcome?.state === 'done' && <Badge tone="ok">Done</Badge>}
                  {failure !== null && <Badge tone="bad">Not done</Badge>}
                </div>
                {words.map((line) => (
                  <p key={line} className="break-words text-ink-2">
                    {line}
                  </p>
                ))}
                {failure !== null && (
                  <p role="alert" className="break-words text-ink-2">
                    {failure.title}. {failure.detail} {failure.nextStep}
                  </p>
                )}
              </li>
            )
          })}
        </ul>
      )}
      <div className="flex flex-wrap items-center justify-end gap-2 pb-1">
        <div className="mr-auto min-w-0 max-w-96">
          <RightNote
            plane="management"
            right="Microsoft.KeyVault/vaults/accessPolicies/write"
            builtInRole="Key Vault Contributor"
          />
          {sent === null && plan.length > 0 && (
            <ShowAsCode writes={() => plan.flatMap(({ code }) => code ?? [])} />
          )}
        </div>
        <Button onClick={onClose} disabled={running}>
          {sent === null ? 'Cancel' : 'Close'}
        </Button>
        {left.length > 0 && (
          <Button variant="primary" loading={running} onClick={() => void run()}>
            {left.length === 1 ? 'Change 1 entry' : `Change ${left.length} entries`}
          </Button>
        )}
      </div>
    </>
  )
}
