import type { TenantIdentity } from '../../context.ts'
import {
  type DirectoryApplication,
  type DirectoryPrincipal,
  findApplication,
  findPrincipal,
  findUser,
  listApplications,
  listGroups,
  listUsers,
} from '../../login/directory.ts'
import { isPublicClient } from '../../login/public-clients.ts'
import type { Db } from '../../store/store.ts'
import { applicationType, registrationIdOf } from './application.ts'
import { type Entity, type EntityKind, type EntityType, toEntity } from './entity.ts'
import { groupType } from './group.ts'
import { servicePrincipalType } from './service-principal.ts'
import { userType } from './user.ts'

/** The directory as Graph shows it. */
export interface DirectoryView {
  list(kind: EntityKind): Entity[]
  /** By object id; a user also by principal name. Null when there is none of that kind. */
  find(kind: EntityKind, id: string): Entity | null
  /** By client id: `servicePrincipals(appId='…')`. */
  findByAppId(kind: 'servicePrincipal' | 'application', appId: string): Entity | null
  /** Of whatever kind. */
  findAny(id: string): Entity | null
  /** What `$select` and `$filter` may name. */
  propertiesOf(kind: EntityKind): readonly string[]
  /** What an answer has when nothing is selected. */
  shownOf(kind: EntityKind): readonly string[]
}

export function viewDirectory(db: Db, tenant: TenantIdentity): DirectoryView {
  const principals = servicePrincipalType(tenant.id)
  const registrations = applicationType(tenant.domain)
  const isRegisteredHere = (app: DirectoryApplication): boolean =>
    app.kind === 'Application' && !isPublicClient(app)
  const registered = () => listApplications(db).filter(isRegisteredHere)
  const types = {
    user: userType,
    group: groupType,
    servicePrincipal: principals,
    application: registrations,
  }

  function principalOf(object: DirectoryPrincipal | null): Entity | null {
    if (!object) return null
    switch (object.kind) {
      case 'User':
        return toEntity(userType, object)
      case 'Group':
        return toEntity(groupType, object)
      default:
        return toEntity(principals, object)
    }
  }

  function registrationOf(id: string): Entity | null {
    const app = registered().find((one) => registrationIdOf(one.clientId) === id.toLowerCase())
    return app ? toEntity(registrations, app) : null
  }

  return {
    list(kind) {
      switch (kind) {
        case 'user':
          return listUsers(db).map((user) => toEntity(userType, user))
        case 'group':
          return listGroups(db).map((group) => toEntity(groupType, group))
        case 'servicePrincipal':
          return listApplications(db).map((app) => toEntity(principals, app))
        case 'application':
          return registered().map((app) => toEntity(registrations, app))
      }
    },
    find(kind, id) {
      if (kind === 'application') return registrationOf(id)
      const found = principalOf(kind === 'user' ? findUser(db, id) : findPrincipal(db, id))
      return found?.kind === kind ? found : null
    },
    findByAppId(kind, appId) {
      const app = findApplication(db, appId)
      if (!app) return null
      if (kind === 'servicePrincipal') return toEntity(principals, app)
      return isRegisteredHere(app) ? toEntity(registrations, app) : null
    },
    findAny: (id) => principalOf(findPrincipal(db, id)) ?? registrationOf(id),
    propertiesOf: (kind) => [
      'id',
      ...namesOf(types[kind]).shown,
      ...namesOf(types[kind]).onRequest,
    ],
    shownOf: (kind) => ['id', ...namesOf(types[kind]).shown],
  }
}

function namesOf(type: Pick<EntityType<never>, 'shown' | 'onRequest'>) {
  return { shown: Object.keys(type.shown), onRequest: Object.keys(type.onRequest) }
}
