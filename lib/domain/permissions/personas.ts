import { type Permissions, type permissionAreas, permissionCatalogue } from './catalogue.ts'
import { type PermissionSet, samePermissions } from './sets.ts'
import { findTemplate, type Template, templateOf, templates } from './templates.ts'

/** A set to begin with: a template of the portal, or what one of four kinds of people and programs needs. */
export type Preset = Pick<Template, 'id' | 'name' | 'permissions'>

const everyArea = (permissions: readonly string[]): PermissionSet => ({
  keys: [...permissions],
  secrets: [...permissions],
  certificates: [...permissions],
})

function inGroups(...groups: readonly string[]): PermissionSet {
  const of = (area: (typeof permissionAreas)[number]) =>
    permissionCatalogue[area].filter((one) => groups.includes(one.group)).map((one) => one.id)
  return { keys: of('keys'), secrets: of('secrets'), certificates: of('certificates') }
}

/**
 * Who works with a vault, and what they need there: the developer looks at what is in a development vault,
 * the lead does everything in it but purge, operations manage production without using its keys, an
 * application gets what it knows by name.
 * https://learn.microsoft.com/azure/key-vault/general/best-practices#use-separate-key-vaults
 */
export const personas: readonly Preset[] = [
  {
    id: 'persona-developer',
    name: 'Developer, in development: get and list',
    permissions: everyArea(['get', 'list']),
  },
  {
    id: 'persona-lead',
    name: 'Lead, in development: all but purge',
    permissions: inGroups('management', 'cryptographic', 'rotation'),
  },
  {
    id: 'persona-operations',
    name: 'Operations, in production: manage',
    permissions: inGroups('management', 'rotation'),
  },
  {
    id: 'persona-application',
    name: 'Application: get',
    permissions: everyArea(['get']),
  },
]

export const presets: readonly Preset[] = [...templates, ...personas]

/** The template or persona with this id, or null. */
export function findPreset(id: string): Preset | null {
  return findTemplate(id) ?? personas.find((one) => one.id === id) ?? null
}

/**
 * What to name beside a set: what was chosen while it still fits, else the first template that does, else a
 * persona; null for a set of somebody's own.
 * @param chosen id of the preset that somebody began with
 */
export function presetOf(permissions: Permissions, chosen?: string): Preset | null {
  const fitting = personas.filter((one) => samePermissions(one.permissions, permissions))
  const begun = fitting.find((one) => one.id === chosen)
  return begun ?? templateOf(permissions, chosen) ?? fitting[0] ?? null
}
