import { findUser } from '../directory.ts'
import { badGrant } from '../errors.ts'
import { required } from '../parameters.ts'
import { isPublicClient } from '../public-clients.ts'
import type { LoginServices, TokenCall } from '../services.ts'
import { identifyClient, requireProof } from './client.ts'
import { grantUserTokens } from './user-tokens.ts'

/**
 * RFC 6749 section 4.3, as `az login -u` asks. Accounts have no password, here as little as on the
 * account page, so any text will do; an account that the page does not offer is unknown here, too.
 */
export async function passwordGrant(login: LoginServices, call: TokenCall): Promise<object> {
  const { parameters } = call
  const username = required(parameters, 'username')
  required(parameters, 'password')
  const caller = identifyClient(login, call)
  if (!isPublicClient(caller.client)) requireProof(caller, 7000218)
  const user = findUser(login.store, username)
  if (!user?.signsIn) {
    throw badGrant(
      50034,
      `The user account does not exist in the ${login.tenant.domain} directory. To sign into this ` +
        'application, the account must be added to the directory.',
    )
  }
  return grantUserTokens(login, call, caller, user)
}
