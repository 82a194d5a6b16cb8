import { type PermissionArea, permissionAreas } from '../permissions/catalogue.ts'
import type { ManagementWrite } from '../show-as-code/management.ts'
import { vaultApiVersion } from '../vault-templates/vault-resource.ts'
import type { VaultAccess } from './facts.ts'
import type { Extent, OperationChange } from './held.ts'
import type { Inexpressible } from './migration.ts'

/** When management api-versions before 2026-02-01 stop: https://learn.microsoft.com/azure/key-vault/general/migrate-api-version */
const oldVersionsRetire = '2027-02-27'

/** What the other permission model cannot say, as a sentence. */
export function inexpressibleWords(one: Inexpressible, application: string | null): string {
  switch (one.what) {
    case 'application':
      return `Only through ${application ?? `the application ${one.applicationId}`}: a role cannot say that, so this entry is left out.`
    case 'storage':
      return 'Permissions on managed storage accounts have no role.'
    case 'template':
      return `No built-in role follows the template “${one.template.name}”.`
    case 'one-object':
      return `${one.role} over one object (${one.scope.split('/').slice(-2).join('/')}): an access policy counts for the whole vault.`
    case 'condition':
      return `The condition of ${one.role} (${one.condition}) has no place in an access policy.`
  }
}

/** One operation that is lost or gained, plain data. */
export interface ChangeLine {
  readonly id: string
  readonly area: PermissionArea
  /** After "may": `read a certificate`. */
  readonly label: string
  readonly before: Extent
  readonly after: Extent
}

export function changeLine({ operation, before, after }: OperationChange): ChangeLine {
  return { id: operation.id, area: operation.area, label: operation.label, before, after }
}

/** The operations by kind of object: `Secrets: read a secret’s value (only some), list secrets`. */
export function changesByArea(
  lines: readonly ChangeLine[],
): readonly (readonly [area: PermissionArea, words: string])[] {
  return permissionAreas.flatMap((area) => {
    const words = lines
      .filter((line) => line.area === area)
      .map(({ label, before, after }) =>
        before === 'objects' || after === 'objects' ? `${label} (some objects)` : label,
      )
    return words.length === 0 ? [] : [[area, words.join(', ')] as const]
  })
}

/**
 * Whole days until management api-versions before 2026-02-01 stop; 0 on the day and after.
 * @param now in ms since the epoch
 */
export function daysUntilRetirement(now: number): number {
  const left = Date.parse(oldVersionsRetire) - now
  return Math.max(0, Math.ceil(left / 86_400_000))
}

/** What switches a vault to the other permission model, and nothing else of it. */
export function permissionModelPatch(to: VaultAccess['permissionModel']) {
  return { properties: { enableRbacAuthorization: to === 'rbac' } }
}

export function permissionModelCode(
  vaultId: string,
  to: VaultAccess['permissionModel'],
): ManagementWrite {
  return {
    kind: 'management',
    request: {
      method: 'PATCH',
      path: vaultId,
      apiVersion: vaultApiVersion,
      body: permissionModelPatch(to),
    },
    az: null,
    powershell: null,
  }
}
