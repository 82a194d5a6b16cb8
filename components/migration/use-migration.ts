'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Failure } from '#lib/domain/failure.ts'
import type { Permissions } from '#lib/domain/permissions/catalogue.ts'
import {
  deleteAccessPolicies,
  refreshAccess,
  updateAccessPolicy,
} from '#lib/features/access-policies/client.ts'
import type { ActionResult } from '#lib/features/api/client.ts'
import { updatePermissionModel } from '#lib/features/permission-model/client.ts'
import type { MigrationReport } from '#lib/features/permission-model/schema.ts'
import { createRole, deleteRole, refreshRoles } from '#lib/features/roles/client.ts'
import type { Step } from './migration-model.ts'

/** What was not done, and why. */
export interface StepFailure {
  readonly what: string
  readonly failure: Failure
}

/** Work under way: how much of it is done. */
export interface Progress {
  readonly label: string
  readonly done: number
  readonly all: number
}

/** An entry that was made here, as it is now and as it was. */
interface AddedEntry {
  readonly objectId: string
  readonly before: Permissions | null
  readonly after: Permissions
}

/** Carries a migration out, step by step, and takes it back. */
export function useMigration(vault: string, report: MigrationReport) {
  const client = useQueryClient()
  const [progress, setProgress] = useState<Progress | null>(null)
  const [failures, setFailures] = useState<readonly StepFailure[]>([])
  const [added, setAdded] = useState<readonly AddedEntry[]>([])

  const refresh = async () => {
    await Promise.all([refreshRoles(client), refreshAccess(client, vault)])
  }
  const all = async <T>(
    label: string,
    items: readonly T[],
    nameOf: (item: T) => string,
    run: (item: T) => Promise<Failure | null>,
  ): Promise<boolean> => {
    const failed: StepFailure[] = []
    setFailures([])
    for (const [done, item] of items.entries()) {
      setProgress({ label, done, all: items.length })
      const failure = await run(item)
      if (failure !== null) failed.push({ what: nameOf(item), failure })
      // Without the right, or without an answer, the others would go the same way.
      if (failure !== null && failure.code !== 'invalid-input') break
    }
    await refresh()
    setProgress(null)
    setFailures(failed)
    return failed.length === 0
  }

  const runStep = async (step: Step): Promise<Failure | null> => {
    if (step.do === 'unassign') return failureOf(await deleteRole({ vault, id: step.id }))
    if (step.do === 'assign') {
      const { id, roleId, principalId, principalType } = step.assignment
      const input = { vault, id, roleId, principalId, principalType, object: null, above: null }
      const failure = failureOf(await createRole(input))
      // Somebody gave it by hand: it stays when this is taken back.
      return failure?.code === 'conflict' ? null : failure
    }
    const after = mutable(step.way.permissions ?? {})
    const before = step.row.leftover === null ? null : mutable(step.row.leftover)
    const objectId = step.row.principal.id
    const input = { vault, objectId, applicationId: null, before, after }
    const failure = failureOf(await updateAccessPolicy(input))
    if (failure === null) setAdded((others) => [...others, { objectId, before, after }])
    return failure
  }

  const undoEntry = async ({ objectId, before, after }: AddedEntry): Promise<Failure | null> => {
    const entry = { objectId, applicationId: null }
    const result =
      before === null
        ? await deleteAccessPolicies({
            vault,
            entries: [{ ...entry, permissions: mutable(after) }],
          })
        : await updateAccessPolicy({
            vault,
            ...entry,
            before: mutable(after),
            after: mutable(before),
          })
    const failure = failureOf(result)
    if (failure === null) setAdded((others) => others.filter((one) => one.objectId !== objectId))
    return failure
  }

  return {
    progress,
    failures,
    /** Entries that were made in this sitting. */
    added,
    carryOut: (steps: readonly Step[]) =>
      all('Giving access under the other model', steps, stepWords, runStep),
    switchTo: async (to: MigrationReport['to']): Promise<Failure | null> => {
      const result = await updatePermissionModel({
        vault,
        to,
        stamp: report.stamp,
        confirm: vault,
      })
      await refresh()
      return failureOf(result)
    },
    takeBack: async () =>
      (await all(
        'Removing what was assigned',
        report.made,
        ({ role }) => role,
        async ({ id }) => failureOf(await deleteRole({ vault, id })),
      )) && all('Removing what was added', added, ({ objectId }) => objectId, undoEntry),
  }
}

function stepWords(step: Step): string {
  if (step.do === 'unassign') return step.role
  const who = step.row.principal.name ?? step.row.principal.id
  return step.do === 'assign' ? `${step.assignment.roleName} for ${who}` : `An entry for ${who}`
}

function failureOf(result: ActionResult<unknown>): Failure | null {
  return result.ok ? null : result.failure
}

function mutable({ keys = [], secrets = [], certificates = [], storage = [] }: Permissions) {
  return {
    keys: [...keys],
    secrets: [...secrets],
    certificates: [...certificates],
    storage: [...storage],
  }
}
