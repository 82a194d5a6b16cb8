import { scopeCovers } from '../roles/scope.ts'
import { isEmptyGuid } from './decide-access.ts'
import { type AccessPath, accessPaths, type PathEvidence } from './effective-access.ts'
import { sameId, type VaultAccess } from './facts.ts'
import { type DataOperation, dataOperations } from './operations.ts'

/** Over what something is given: nothing, some objects of the vault, the whole vault. */
export type Extent = 'none' | 'objects' | 'vault'

/** What one principal may do, by the operation's id. What is not in it is given over nothing. */
export interface Held {
  /** Given without any condition. */
  readonly sure: ReadonlyMap<string, Extent>
  /** With what depends on a condition or on the application that is used. */
  readonly possible: ReadonlyMap<string, Extent>
}

/** What the entries or the assignments of a vault give to one principal itself, groups not counted. */
export function heldBy(
  vault: VaultAccess,
  principalId: string,
  permissionModel: VaultAccess['permissionModel'] = vault.permissionModel,
): Held {
  const sure = new Map<string, Extent>()
  const possible = new Map<string, Extent>()
  for (const path of accessPaths({ ...vault, permissionModel })) {
    if (!sameId(path.principalId, principalId)) continue
    const extent = extentOf(vault, path.evidence)
    for (const { id } of path.operations) {
      widen(possible, id, extent)
      if (!dependsOnMore(path)) widen(sure, id, extent)
    }
  }
  return { sure, possible }
}

/** Whether a way counts only with a condition, or through one application. */
function dependsOnMore({ conditional, evidence }: AccessPath): boolean {
  if (evidence.by === 'role') return conditional
  const { applicationId } = evidence.policy
  return applicationId !== null && !isEmptyGuid(applicationId)
}

function extentOf(vault: VaultAccess, evidence: PathEvidence): Extent {
  if (evidence.by === 'policy') return 'vault'
  return scopeCovers(evidence.assignment.scope, vault.id) ? 'vault' : 'objects'
}

const ranks: Readonly<Record<Extent, number>> = { none: 0, objects: 1, vault: 2 }

function widen(held: Map<string, Extent>, id: string, extent: Extent): void {
  if (ranks[extent] > ranks[held.get(id) ?? 'none']) held.set(id, extent)
}

export interface OperationChange {
  readonly operation: DataOperation
  readonly before: Extent
  readonly after: Extent
}

export interface HeldDifference {
  /** What may have been possible and is no longer certain. */
  readonly lost: readonly OperationChange[]
  /** What was not certain and may be possible now. */
  readonly gained: readonly OperationChange[]
}

/** What a change takes and gives, operation by operation; in doubt it is told. */
export function heldDifference(before: Held, after: Held): HeldDifference {
  return {
    lost: changes(before.possible, after.sure, (from, to) => to < from),
    gained: changes(before.sure, after.possible, (from, to) => to > from),
  }
}

function changes(
  before: ReadonlyMap<string, Extent>,
  after: ReadonlyMap<string, Extent>,
  counts: (from: number, to: number) => boolean,
): OperationChange[] {
  return dataOperations
    .map((operation) => ({
      operation,
      before: before.get(operation.id) ?? 'none',
      after: after.get(operation.id) ?? 'none',
    }))
    .filter((one) => counts(ranks[one.before], ranks[one.after]))
}

/** Whether an operation only looks: at names, attributes, certificates and public keys, never at values. */
export function onlyLooks({ dataAction }: DataOperation): boolean {
  return dataAction.endsWith('/read') || dataAction === 'secrets/readMetadata/action'
}
