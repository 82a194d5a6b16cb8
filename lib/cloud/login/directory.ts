import { createHash } from 'node:crypto'
import { flag, type Row, text, textOrNull } from '../store/row.ts'
import type { Db } from '../store/store.ts'

/** The app roles that the console's application defines; the `roles` claim of its tokens. */
export const appRoles = ['SecurityOperations', 'Developer', 'Auditor'] as const
export type AppRole = (typeof appRoles)[number]

export function isAppRole(value: unknown): value is AppRole {
  return appRoles.some((role) => role === value)
}

export interface DirectoryUser {
  kind: 'User'
  objectId: string
  userPrincipalName: string
  displayName: string
  roles: AppRole[]
  /** What Graph tells of a person besides the names above. */
  profile: UserProfile
  /** False for people who are only there to be named: the account page does not offer them. */
  signsIn: boolean
}

/** All members are optional: an account may be nothing but a name. */
export interface UserProfile {
  givenName?: string
  surname?: string
  jobTitle?: string
  department?: string
  officeLocation?: string
}

/** An application and its service principal in one: this tenant holds both. */
export interface DirectoryApplication {
  kind: 'Application' | 'ManagedIdentity'
  clientId: string
  /** Of the service principal: the id that policies and role assignments name. */
  objectId: string
  displayName: string
  /** Exact URIs of browser apps: no secret, PKCE required. */
  spaRedirectUris: string[]
  /** Exact URIs of server apps: a secret is required at the token endpoint. */
  webRedirectUris: string[]
  /** The delegated scope that it exposes as `api://<clientId>/<scope>`; null when it is no API. */
  apiScope: string | null
  hasSecret: boolean
  /** Of a managed identity: how it was made, and the ARM id of the resource that it is of. */
  alternativeNames: string[]
  /** Application permissions on Microsoft Graph that an administrator granted. */
  graphRoles: string[]
}

export interface DirectoryGroup {
  kind: 'Group'
  objectId: string
  displayName: string
  description: string | null
}

export type DirectoryPrincipal = DirectoryUser | DirectoryApplication | DirectoryGroup

/** All users by the name before the @, so that dev@ stands before dev2@. */
export function listUsers(db: Db): DirectoryUser[] {
  return db
    .sql(
      `SELECT * FROM login_user
       ORDER BY substr(user_principal_name, 1, instr(user_principal_name, '@') - 1) COLLATE NOCASE`,
    )
    .all()
    .map(toUser)
}

/** @param id object id or user principal name, in any case. */
export function findUser(db: Db, id: string): DirectoryUser | null {
  const row = db
    .sql('SELECT * FROM login_user WHERE object_id = lower(?1) OR user_principal_name = ?1')
    .get(id)
  return row ? toUser(row) : null
}

export function listApplications(db: Db): DirectoryApplication[] {
  return db.sql('SELECT * FROM login_application ORDER BY display_name').all().map(toApplication)
}

/** @param clientId in any case. */
export function findApplication(db: Db, clientId: string): DirectoryApplication | null {
  const row = db
    .sql('SELECT * FROM login_application WHERE client_id = ?')
    .get(clientId.toLowerCase())
  return row ? toApplication(row) : null
}

export function listGroups(db: Db): DirectoryGroup[] {
  return db.sql('SELECT * FROM login_group ORDER BY display_name').all().map(toGroup)
}

/** Whatever stands behind an object id that a policy or a role assignment names. */
export function findPrincipal(db: Db, objectId: string): DirectoryPrincipal | null {
  const id = objectId.toLowerCase()
  const user = db.sql('SELECT * FROM login_user WHERE object_id = ?').get(id)
  if (user) return toUser(user)
  const application = db.sql('SELECT * FROM login_application WHERE object_id = ?').get(id)
  if (application) return toApplication(application)
  const group = db.sql('SELECT * FROM login_group WHERE object_id = ?').get(id)
  return group ? toGroup(group) : null
}

/** True when `secret` is the application's. Compares hashes, so its time tells nothing of the secret. */
export function isSecretOf(db: Db, clientId: string, secret: string): boolean {
  const row = db
    .sql('SELECT 1 FROM login_application WHERE client_id = ? AND secret_hash = ?')
    .get(clientId.toLowerCase(), hashOf(secret))
  return row !== undefined
}

/** What is left out stays as it is, or is empty in a new account. */
export type UserInput = Omit<DirectoryUser, 'kind' | 'profile' | 'signsIn'> &
  Partial<Pick<DirectoryUser, 'profile' | 'signsIn'>>

/** Makes the user, or replaces what it has. Call inside `store.write`. Ids are lower-case GUIDs. */
export function putUser(db: Db, user: UserInput): void {
  db.sql(
    `INSERT INTO login_user (object_id, user_principal_name, display_name, roles, profile, signs_in)
     VALUES (?1, ?2, ?3, ?4, coalesce(?5, '{}'), coalesce(?6, 1))
     ON CONFLICT (object_id) DO UPDATE SET user_principal_name = excluded.user_principal_name,
       display_name = excluded.display_name, roles = excluded.roles,
       profile = coalesce(?5, profile), signs_in = coalesce(?6, signs_in)`,
  ).run(
    user.objectId,
    user.userPrincipalName,
    user.displayName,
    JSON.stringify(user.roles),
    user.profile === undefined ? null : JSON.stringify(user.profile),
    user.signsIn === undefined ? null : Number(user.signsIn),
  )
}

export interface ApplicationInput {
  clientId: string
  objectId: string
  displayName: string
  kind?: DirectoryApplication['kind']
  /** Absent: the application cannot sign in with a secret. Only its SHA-256 is kept. */
  clientSecret?: string
  apiScope?: string
  spaRedirectUris?: readonly string[]
  webRedirectUris?: readonly string[]
  alternativeNames?: readonly string[]
  graphRoles?: readonly string[]
}

/** Makes the application with its service principal, or replaces them. Call inside `store.write`. */
export function putApplication(db: Db, app: ApplicationInput): void {
  db.sql(
    `INSERT OR REPLACE INTO login_application (client_id, object_id, display_name, kind, secret_hash,
       api_scope, spa_redirect_uris, web_redirect_uris, alternative_names, graph_roles)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    app.clientId,
    app.objectId,
    app.displayName,
    app.kind ?? 'Application',
    app.clientSecret === undefined ? null : hashOf(app.clientSecret),
    app.apiScope ?? null,
    JSON.stringify(app.spaRedirectUris ?? []),
    JSON.stringify(app.webRedirectUris ?? []),
    JSON.stringify(app.alternativeNames ?? []),
    JSON.stringify(app.graphRoles ?? []),
  )
}

export interface GroupInput {
  objectId: string
  displayName: string
  description?: string
  /** Object ids of users, service principals and other groups. */
  members: readonly string[]
}

/** Makes the group with exactly these members, or replaces it. Call inside `store.write`. */
export function putGroup(db: Db, group: GroupInput): void {
  db.sql(
    `INSERT INTO login_group (object_id, display_name, description) VALUES (?, ?, ?)
     ON CONFLICT (object_id) DO UPDATE SET display_name = excluded.display_name,
       description = excluded.description`,
  ).run(group.objectId, group.displayName, group.description ?? null)
  db.sql('DELETE FROM login_group_member WHERE group_id = ?').run(group.objectId)
  for (const member of group.members) {
    db.sql('INSERT INTO login_group_member (member_id, group_id) VALUES (?, ?)').run(
      member,
      group.objectId,
    )
  }
}

function toUser(row: Row): DirectoryUser {
  return {
    kind: 'User',
    objectId: text(row, 'object_id'),
    userPrincipalName: text(row, 'user_principal_name'),
    displayName: text(row, 'display_name'),
    roles: strings(text(row, 'roles')).filter(isAppRole),
    // Only putUser writes this column, so its shape is ours.
    profile: JSON.parse(text(row, 'profile')),
    signsIn: flag(row, 'signs_in'),
  }
}

function toApplication(row: Row): DirectoryApplication {
  return {
    kind: text(row, 'kind') === 'ManagedIdentity' ? 'ManagedIdentity' : 'Application',
    clientId: text(row, 'client_id'),
    objectId: text(row, 'object_id'),
    displayName: text(row, 'display_name'),
    spaRedirectUris: strings(text(row, 'spa_redirect_uris')),
    webRedirectUris: strings(text(row, 'web_redirect_uris')),
    apiScope: textOrNull(row, 'api_scope'),
    hasSecret: row.secret_hash !== null,
    alternativeNames: strings(text(row, 'alternative_names')),
    graphRoles: strings(text(row, 'graph_roles')),
  }
}

function toGroup(row: Row): DirectoryGroup {
  return {
    kind: 'Group',
    objectId: text(row, 'object_id'),
    displayName: text(row, 'display_name'),
    description: textOrNull(row, 'description'),
  }
}

function strings(json: string): string[] {
  const value: unknown = JSON.parse(json)
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
}

function hashOf(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest()
}
