import { groupsAround, groupsOf, membersBelow, membersOf } from '../login/membership.ts'
import type { Db } from '../store/store.ts'
import type { DirectoryView } from './objects/directory.ts'
import type { Entity } from './objects/entity.ts'

/** Lists that hang on an object: which ids it leads to. */
const relations: Record<string, (db: Db, id: string) => string[]> = {
  memberof: groupsOf,
  transitivememberof: groupsAround,
  members: membersOf,
  transitivemembers: membersBelow,
  // Nobody owns anything here.
  owners: () => [],
  ownedobjects: () => [],
}

/** The objects behind a relation of this object, or null when its kind has no such relation. */
export function relatedTo(
  db: Db,
  directory: DirectoryView,
  entity: Entity,
  relation: string,
): Entity[] | null {
  const name = relation.toLowerCase()
  const isOfGroups = name === 'members' || name === 'transitivemembers'
  const idsOf = relations[name]
  if (!idsOf || (isOfGroups && entity.kind !== 'group')) return null
  return idsOf(db, entity.id).flatMap((id) => directory.findAny(id) ?? [])
}
