import type { CloudStore } from '../store/store.ts'
import type { Credentials } from './credentials.ts'
import { findUser, putApplication, putUser } from './directory.ts'

const displayNames: Record<string, string> = {
  ops: 'Olga Prentice',
  ops2: 'Omar Siddiqui',
  dev: 'Dana Whitfield',
  dev2: 'Deniz Yildiz',
  auditor: 'Aude Laurent',
  owner: 'Oskar Lindqvist',
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
      putUser(db, { ...user, displayName: displayNames[alias] ?? alias })
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
          : { ...app, displayName: name },
      )
    }
  })
}
