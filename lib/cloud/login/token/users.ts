import { type DirectoryUser, findUser } from '../directory.ts'
import { badGrant } from '../errors.ts'
import type { LoginServices } from '../services.ts'

/** The user of a grant, as the directory has them now. @throws LoginError 50034 when gone. */
export function userOfGrant(login: LoginServices, userId: string): DirectoryUser {
  const user = findUser(login.store, userId)
  if (user) return user
  throw badGrant(
    50034,
    `The user account does not exist in the ${login.tenant.domain} directory. To sign into this ` +
      'application, the account must be added to the directory.',
  )
}
