import { changesByArea } from '#lib/domain/access/migration-words.ts'
import { areaLabels } from '#lib/domain/permissions/catalogue.ts'
import type { ArmPrincipalType, NewAssignment } from '#lib/domain/roles/assignment-code.ts'
import type {
  MigrationReport,
  MigrationRow,
  MigrationWay,
} from '#lib/features/permission-model/schema.ts'

/** The way chosen for each principal, by its place among the ways; -1 = is given nothing. */
export type Choices = Readonly<Record<string, number>>

/** Nobody can be given a role whom the directory does not know. */
export function proposed({ principal }: MigrationRow): number {
  return principal.isUnknown ? -1 : 0
}

export function chosenWay(row: MigrationRow, choices: Choices): MigrationWay | null {
  return row.ways[choices[row.principal.id] ?? proposed(row)] ?? null
}

export function changesOf(row: MigrationRow, choices: Choices) {
  return chosenWay(row, choices) ?? row.without
}

const kinds: Readonly<Record<MigrationWay['kind'], string>> = {
  'keeps-all': 'loses nothing',
  'gains-nothing': 'gains nothing',
  documented: 'as Microsoft documents the template',
  'custom-role': 'a role of its own',
}

/** `Key Vault Secrets User (loses nothing)`. */
export function wayWords({ kind, roles, permissions, lost, gained }: MigrationWay): string {
  const what =
    permissions === null
      ? roles.map(({ name }) => name).join(' + ') || 'No further role'
      : `An entry of ${count(Object.values(permissions).flat().length, 'permission')}`
  const exact = lost.length === 0 && gained.length === 0
  return `${what} (${exact ? 'exactly the same' : kinds[kind]})`
}

/** Lines such as `Secrets: read a secret’s value`. */
export function changeWordsOf(lines: MigrationWay['lost']): string[] {
  return changesByArea(lines).map(([area, words]) => `${areaLabels[area]}: ${words}`)
}

/** How many lose and gain something, and what cannot be said. */
export function summaryOf({ rows }: MigrationReport, choices: Choices) {
  const changes = rows.map((row) => changesOf(row, choices))
  return {
    principals: rows.length,
    losing: changes.filter(({ lost }) => lost.length > 0).length,
    gaining: changes.filter(({ gained }) => gained.length > 0).length,
    inexpressible: rows.filter(({ inexpressible }) => inexpressible.length > 0).length,
  }
}

/** One thing that is done before the switch. */
export type Step =
  | { readonly do: 'assign'; readonly row: MigrationRow; readonly assignment: NewAssignment }
  | { readonly do: 'entry'; readonly row: MigrationRow; readonly way: MigrationWay }
  /** Of an earlier run, and not in the plan any more. */
  | { readonly do: 'unassign'; readonly id: string; readonly role: string }

/** What is left to do before the switch, by what is chosen and what is done already. */
export function stepsOf(report: MigrationReport, choices: Choices): Step[] {
  const wanted = report.rows.flatMap((row): Step[] => {
    const way = chosenWay(row, choices)
    if (way === null) return []
    if (way.permissions !== null) {
      return Object.values(way.permissions).flat().length === 0 ? [] : [{ do: 'entry', row, way }]
    }
    return way.roles.map(({ assignmentId, roleId, name }) => ({
      do: 'assign',
      row,
      assignment: {
        id: assignmentId,
        vaultId: report.id,
        object: null,
        above: null,
        roleId,
        roleName: name,
        principalId: row.principal.id,
        principalType: armType(row),
      },
    }))
  })
  const ids = new Set(wanted.flatMap((one) => (one.do === 'assign' ? one.assignment.id : [])))
  const done = new Set(report.made.map(({ assignmentId }) => assignmentId.toLowerCase()))
  return [
    ...wanted.filter((one) => one.do !== 'assign' || !done.has(one.assignment.id)),
    ...report.made
      .filter(({ assignmentId }) => !ids.has(assignmentId.toLowerCase()))
      .map(({ id, role }) => ({ do: 'unassign' as const, id, role })),
  ]
}

function armType({ principal: { kind } }: MigrationRow): ArmPrincipalType | null {
  if (kind === null) return null
  if (kind === 'user') return 'User'
  return kind === 'group' ? 'Group' : 'ServicePrincipal'
}

export function count(of: number, one: string): string {
  return of === 1 ? `1 ${one}` : `${of} ${one}s`
}

export const modelWords = { rbac: 'Azure roles', 'access-policies': 'access policies' } as const
