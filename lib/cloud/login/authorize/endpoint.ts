import { findUser, listUsers } from '../directory.ts'
import { badRequest, describeFault, type Trace } from '../errors.ts'
import { issueCode } from '../grants.ts'
import { accountsPage } from '../pages/accounts.ts'
import { required, singleParameters } from '../parameters.ts'
import type { LoginServices } from '../services.ts'
import { clientInfo } from '../tokens.ts'
import { RedirectError } from './errors.ts'
import { sendReply } from './reply.ts'
import { readAuthorizeRequest } from './request.ts'
import { openTicket, sealTicket, type Ticket } from './ticket.ts'

/** `GET /{tenant}/oauth2/v2.0/authorize` (and v1): shows the accounts to choose from. */
export function showAccounts(login: LoginServices, ticket: Ticket): Response {
  const parameters = singleParameters(new URLSearchParams(ticket.query))
  const asked = readAuthorizeRequest(login, parameters, ticket.version)
  return accountsPage({
    client: asked.client,
    users: listUsers(login.store).filter((user) => user.signsIn),
    loginHint: asked.loginHint,
    ticket: sealTicket(login, ticket),
    redirectOrigin: new URL(asked.reply.redirectUri).origin,
  })
}

/** `POST …/login`: a person chose an account; the code goes to the client by way of the browser. */
export async function chooseAccount(
  login: LoginServices,
  form: ReadonlyMap<string, string>,
): Promise<Response> {
  const ticket = openTicket(login, required(form, 'ticket'))
  const parameters = singleParameters(new URLSearchParams(ticket.query))
  const asked = readAuthorizeRequest(login, parameters, ticket.version)
  const user = findUser(login.store, required(form, 'account'))
  if (!user?.signsIn) {
    throw badRequest(
      50034,
      `The user account does not exist in the ${login.tenant.domain} directory.`,
      'invalid_request',
    )
  }
  const code = await issueCode(
    login.store,
    {
      clientId: asked.client.clientId,
      userId: user.objectId,
      redirectUri: asked.reply.redirectUri,
      scope: asked.scope,
      nonce: asked.nonce,
      challenge: asked.challenge,
    },
    login.now(),
  )
  login.log({ event: 'sign-in', user: user.objectId, application: asked.client.clientId })
  return sendReply(asked.reply, {
    code,
    ...(asked.wantsClientInfo ? { client_info: clientInfo(user, login.tenant.id) } : {}),
    session_state: crypto.randomUUID(),
  })
}

/** Sends a fault to the client where that is allowed; null when it has to stay on our page. */
export function replyWithFault(error: unknown, trace: Trace, now: Date): Response | null {
  if (!(error instanceof RedirectError)) return null
  return sendReply(error.reply, {
    error: error.fault.error,
    error_description: describeFault(error.fault, trace, now),
    error_uri: `https://login.microsoftonline.com/error?code=${error.fault.code}`,
  })
}
