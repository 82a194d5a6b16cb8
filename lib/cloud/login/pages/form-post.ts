import { escapeHtml, renderPage } from './html.ts'

/**
 * Hands the answer over as a form (OAuth 2.0 Form Post Response Mode, section 2). The button is for
 * browsers without script.
 */
export function formPostPage(redirectUri: string, fields: URLSearchParams): Response {
  const inputs = [...fields].map(
    ([name, value]) =>
      `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  )
  return renderPage({
    title: 'Signing in – embedded cloud',
    formTargets: [new URL(redirectUri).origin],
    script: 'document.forms[0].submit()',
    body: `<h1>Signing in</h1>
<form method="post" action="${escapeHtml(redirectUri)}">
${inputs.join('\n')}
<button class="primary">Continue</button>
</form>`,
  })
}
