'use client'

import dynamic from 'next/dynamic'
import { type ReactNode, useState } from 'react'
import { RightNote } from '#components/certificates/right-note.tsx'
import { asWriteFailure } from '#components/certificates/write-words.ts'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { ProgressBar } from '#components/ui/progress-bar.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import type { MigrationReport } from '#lib/features/permission-model/schema.ts'
import { type Choices, count, modelWords, stepsOf, summaryOf } from './migration-model.ts'
import { useMigration } from './use-migration.ts'

const SwitchDialog = dynamic(
  () => import('./switch-dialog.tsx').then((module) => module.SwitchDialog),
  { ssr: false },
)

interface StepsPanelProps {
  vault: string
  report: MigrationReport
  choices: Choices
}

/** The way through a migration: give access under the other model, switch, and back again. */
export function StepsPanel({ vault, report, choices }: StepsPanelProps) {
  const migration = useMigration(vault, report)
  const [switching, setSwitching] = useState<MigrationReport['to'] | null>(null)
  const { progress, failures, added } = migration
  const busy = progress !== null
  const switched = report.state === 'switched'
  const steps = switched ? [] : stepsOf(report, choices)
  const missing = added.length > 0 ? [] : steps
  const { losing } = summaryOf(report, choices)
  const begun = report.made.length > 0 || added.length > 0
  const back = report.permissionModel === 'rbac' ? 'access-policies' : 'rbac'
  // Entries of this sitting: the vault has been switched, and the plan leads the other way by now.
  const switchedHere = added.length > 0 && report.permissionModel === 'access-policies'

  const assign = async () => {
    if (await migration.carryOut(missing)) {
      showToast({ tone: 'ok', title: 'Everything is prepared; nothing has changed yet' })
    }
  }
  const rollBack = async () => {
    if (await migration.takeBack()) showToast({ tone: 'ok', title: 'All is as before' })
  }
  const isBack = switched || switchedHere
  return (
    <Panel title="Carry it out" padding="none">
      <ol className="divide-y divide-line">
        <StepRow
          title={report.to === 'rbac' ? 'Assign the roles' : 'Write the entries'}
          state={missing.length === 0 ? 'done' : null}
          action={
            missing.length > 0 && (
              <Button
                variant="primary"
                loading={busy}
                inactive={busy}
                onClick={() => void assign()}
              >
                {stepButton(report, missing.length)}
              </Button>
            )
          }
        >
          <p>
            {report.to === 'rbac'
              ? 'They give nothing as long as access policies decide, so nobody notices.'
              : 'They count for nothing as long as roles decide, so nobody notices.'}{' '}
            {report.made.length > 0 && `${count(report.made.length, 'role')} assigned so far.`}
          </p>
          <RightNote
            plane="management"
            right={
              report.to === 'rbac'
                ? 'Microsoft.Authorization/roleAssignments/write'
                : 'Microsoft.KeyVault/vaults/accessPolicies/write'
            }
            builtInRole={
              report.to === 'rbac' ? 'Key Vault Data Access Administrator' : 'Key Vault Contributor'
            }
          />
          {missing.some((one) => one.do === 'assign') && (
            <ShowAsCode
              writes={async () => {
                const { createAssignmentCode } = await import(
                  '#lib/domain/roles/assignment-code.ts'
                )
                return missing.flatMap((one) =>
                  one.do === 'assign' ? [createAssignmentCode(one.assignment)] : [],
                )
              }}
            />
          )}
        </StepRow>
        <StepRow
          title={`Let ${modelWords[isBack ? report.permissionModel : report.to]} decide`}
          state={isBack ? 'done' : null}
          action={
            !isBack && (
              <Button
                variant={missing.length > 0 ? 'secondary' : 'primary'}
                inactive={missing.length > 0 || busy}
                aria-haspopup="dialog"
                onClick={() => setSwitching(report.to)}
              >
                Switch the vault
              </Button>
            )
          }
        >
          <p>
            The moment that counts: it takes effect within some minutes and is as quickly undone.
          </p>
        </StepRow>
        {begun && (
          <StepRow
            title="Roll back"
            state={null}
            action={
              isBack ? (
                <Button aria-haspopup="dialog" inactive={busy} onClick={() => setSwitching(back)}>
                  Switch back
                </Button>
              ) : (
                <Button
                  loading={busy && missing.length === 0}
                  inactive={busy}
                  onClick={() => void rollBack()}
                >
                  Remove what was assigned
                </Button>
              )
            }
          >
            <p>
              {isBack
                ? `First ${modelWords[back]} decide again, as before; then what this migration assigned is removed.`
                : 'Takes away what this migration assigned, and nothing else. The vault stays as it is.'}
            </p>
          </StepRow>
        )}
      </ol>
      {busy && (
        <div className="border-t border-line px-4 py-3">
          <p role="status" className="mb-2 text-ink-2">
            {progress.label}: {progress.done} of {progress.all}
          </p>
          <ProgressBar label={progress.label} value={progress.done} max={progress.all} />
        </div>
      )}
      {failures.map(({ what, failure }) => (
        <div key={what} className="grid gap-2 border-t border-line p-4">
          <p className="font-medium">{what}</p>
          <FailurePanel failure={asWriteFailure(failure)} className="flex-wrap!" />
        </div>
      ))}
      {switching !== null && (
        <SwitchDialog
          vault={vault}
          vaultId={report.id}
          to={switching}
          warning={
            isBack || losing === 0 ? null : `${count(losing, 'principal')} will lose something`
          }
          onSwitch={() => migration.switchTo(switching)}
          onClose={() => setSwitching(null)}
        />
      )}
    </Panel>
  )
}

function stepButton({ to }: MigrationReport, steps: number): string {
  if (to === 'rbac') return `Assign ${count(steps, 'role')}`
  return steps === 1 ? 'Write 1 entry' : `Write ${steps} entries`
}

interface StepRowProps {
  title: string
  state: 'done' | null
  action: ReactNode
  children: ReactNode
}

function StepRow({ title, state, action, children }: StepRowProps) {
  return (
    <li className="flex flex-wrap items-start justify-between gap-3 px-4 py-3">
      <div className="grid min-w-0 max-w-prose gap-1 text-ink-2">
        <h3 className="flex items-center gap-2 font-semibold text-ink">
          {title}
          {state === 'done' && <Badge tone="ok">Done</Badge>}
        </h3>
        {children}
      </div>
      {action}
    </li>
  )
}
