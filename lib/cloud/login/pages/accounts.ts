import type { DirectoryApplication, DirectoryUser } from '../directory.ts'
import { escapeHtml, renderPage } from './html.ts'

const roleWords = {
  SecurityOperations: 'Security operations',
  Developer: 'Developer',
  Auditor: 'Auditor',
} as const

/**
 * The account page: one button for each account, its accessible name the address and nothing else.
 * The form's action is relative, so that the page also works under a path prefix.
 */
export function accountsPage(view: {
  client: DirectoryApplication
  users: readonly DirectoryUser[]
  loginHint: string | null
  /** Sealed request that comes back with the choice. */
  ticket: string
  redirectOrigin: string
}): Response {
  const hinted = view.users.find(
    (user) => user.userPrincipalName.toLowerCase() === view.loginHint?.toLowerCase(),
  )
  const users = hinted ? [hinted, ...view.users.filter((user) => user !== hinted)] : view.users
  return renderPage({
    title: 'Sign in – embedded cloud',
    formTargets: [view.redirectOrigin],
    body: `<h1>Choose an account</h1>
<p>to continue to ${escapeHtml(view.client.displayName)}</p>
<form method="post" action="login">
<input type="hidden" name="ticket" value="${escapeHtml(view.ticket)}">
<ul>
${users.map((user, index) => accountItem(user, index, user === hinted)).join('\n')}
</ul>
</form>
<p class="note">This is the embedded cloud on this computer. Its accounts have no password and exist nowhere else.</p>`,
  })
}

function accountItem(user: DirectoryUser, index: number, isHinted: boolean): string {
  const address = escapeHtml(user.userPrincipalName)
  const roles = user.roles.map((role) => roleWords[role]).join(', ') || 'No role'
  const initials = escapeHtml(user.userPrincipalName.slice(0, 2).toUpperCase())
  return (
    `<li><button class="account" name="account" value="${address}" aria-labelledby="address-${index}" ` +
    `aria-describedby="person-${index}"${isHinted ? ' autofocus' : ''}>` +
    `<span class="address" id="address-${index}">${address}</span>` +
    '</button>' +
    // Beside the button, not in it: who speaks to the computer says what is read on a button (WCAG 2.5.3).
    `<span class="initials" aria-hidden="true">${initials}</span>` +
    `<span class="person" id="person-${index}">${escapeHtml(user.displayName)} · ${escapeHtml(roles)}</span></li>`
  )
}
