import { text } from '../store/row.ts'
import type { Db } from '../store/store.ts'

/*
 * Groups hold users, service principals and groups. Every id is a lower-case object id. A cycle of
 * groups is possible, as in Entra, and ends by itself: UNION drops what was there already.
 */

/** The groups that hold this object, directly or through other groups. */
export function groupsAround(db: Db, objectId: string): string[] {
  return idsOf(
    db
      .sql(
        `WITH RECURSIVE around (id) AS (
           SELECT group_id FROM login_group_member WHERE member_id = ?1
           UNION SELECT m.group_id FROM around JOIN login_group_member m ON m.member_id = around.id
         ) SELECT id FROM around WHERE id <> ?1 ORDER BY id`,
      )
      .all(objectId.toLowerCase()),
  )
}

/** The groups that hold this object themselves. */
export function groupsOf(db: Db, objectId: string): string[] {
  return idsOf(
    db
      .sql('SELECT group_id AS id FROM login_group_member WHERE member_id = ? ORDER BY group_id')
      .all(objectId.toLowerCase()),
  )
}

/** What this group holds itself. */
export function membersOf(db: Db, groupId: string): string[] {
  return idsOf(
    db
      .sql('SELECT member_id AS id FROM login_group_member WHERE group_id = ? ORDER BY member_id')
      .all(groupId.toLowerCase()),
  )
}

/** What this group holds directly or through other groups, those groups among them. */
export function membersBelow(db: Db, groupId: string): string[] {
  return idsOf(
    db
      .sql(
        `WITH RECURSIVE below (id) AS (
           SELECT member_id FROM login_group_member WHERE group_id = ?1
           UNION SELECT m.member_id FROM below JOIN login_group_member m ON m.group_id = below.id
         ) SELECT id FROM below WHERE id <> ?1 ORDER BY id`,
      )
      .all(groupId.toLowerCase()),
  )
}

function idsOf(rows: readonly Parameters<typeof text>[0][]): string[] {
  return rows.map((row) => text(row, 'id'))
}
