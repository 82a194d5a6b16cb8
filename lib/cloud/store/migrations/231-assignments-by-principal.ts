import type { Migration } from '../migrate.ts'

/** What a decision asks for: the assignments of a principal at a scope and around it. */
export const assignmentsByPrincipal: Migration = {
  id: 231,
  name: 'assignments by principal',
  sql: 'CREATE INDEX role_assignments_by_principal ON role_assignments (principal_id, scope_key);',
}
