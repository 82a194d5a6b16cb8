import { stableGuid } from '../stable-guid.ts'
import type { CloudStore } from '../store/store.ts'
import type { Credentials } from './credentials.ts'
import { findUser, putApplication, putUser, type UserProfile } from './directory.ts'
import { publicClients } from './public-clients.ts'

/** Who stands behind the accounts: name and work. */
const people: Record<string, UserProfile> = {
  ops: { givenName: 'Olga', surname: 'Prentice', jobTitle: 'Security Engineer' },
  ops2: { givenName: 'Omar', surname: 'Siddiqui', jobTitle: 'Security Engineer' },
  dev: { givenName: 'Dana', surname: 'Whitfield', jobTitle: 'Software Engineer' },
  dev2: { givenName: 'Deniz', surname: 'Yildiz', jobTitle: 'Software Engineer' },
  auditor: { givenName: 'Aude', surname: 'Laurent', jobTitle: 'Internal Auditor' },
  owner: { givenName: 'Oskar', surname: 'Lindqvist', jobTitle: 'Head of Platform' },
}

/** The scope that the console's application exposes for its own sign-in. */
export const consoleScope = 'access_as_user'

/**
 * Writes the accounts and applications of the credentials into the directory. Applications are
 * written on every start, because the console's redirect URIs follow the port that it runs on;
 * accounts only once, because the control API may have changed them since.
 */
export async function seedDirectory(
  store: CloudStore,
  credentials: Credentials,
  redirectUris: readonly string[],
): Promise<void> {
  await store.write((db) => {
    for (const user of credentials.users) {
      if (findUser(db, user.objectId)) continue
      const alias = user.userPrincipalName.split('@')[0] ?? ''
      const profile = people[alias]
      const displayName = profile ? `${profile.givenName} ${profile.surname}` : alias
      putUser(db, { ...user, displayName, ...(profile ? { profile } : {}) })
    }
    for (const [clientId, displayName] of publicClients) {
      const objectId = stableGuid(credentials.tenantId, `principal ${clientId}`)
      putApplication(db, { clientId, objectId, displayName })
    }
    for (const { name, ...app } of credentials.applications) {
      putApplication(
        db,
        name === 'console'
          ? {
              ...app,
              displayName: 'Strongroom',
              apiScope: consoleScope,
              spaRedirectUris: redirectUris,
            }
          : { ...app, displayName: name, graphRoles: ['Directory.Read.All'] },
      )
    }
  })
}
