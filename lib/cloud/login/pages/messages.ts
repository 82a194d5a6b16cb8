import type { LoginFault, Trace } from '../errors.ts'
import { escapeHtml, renderPage } from './html.ts'

/** A fault that must not, or cannot, be sent to the client: the person reads it here. */
export function faultPage(fault: LoginFault, trace: Trace): Response {
  return renderPage({
    title: 'Sign-in failed – embedded cloud',
    status: fault.status,
    body: `<h1>Sign-in failed</h1>
<p>Go back to the page that sent you here and sign in again. If it keeps failing, its settings do not fit this cloud.</p>
<p class="fault">AADSTS${fault.code}: ${escapeHtml(fault.text)}</p>
<p class="facts">Trace ID ${trace.traceId}<br>Correlation ID ${trace.correlationId}</p>`,
  })
}

export function signedOutPage(): Response {
  return renderPage({
    title: 'Signed out – embedded cloud',
    body: '<h1>You are signed out</h1>\n<p>You may close this page.</p>',
  })
}
