import { createHash } from 'node:crypto'
import { style } from './style.ts'

/** Text made safe for element content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

export interface Page {
  title: string
  /** HTML, already escaped. */
  body: string
  status?: number
  /** Origins that a form of the page, or the redirect after it, may lead to. */
  formTargets?: readonly string[]
  /** One script; only the hand-over of a form_post answer has one. */
  script?: string
}

const mark =
  '<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true">' +
  '<rect x="1.75" y="1.75" width="12.5" height="12.5" rx="2.5"/><circle cx="8" cy="8" r="2.25"/>' +
  '<path d="m4.5 4.5 1.9 1.9m3.2 3.2 1.9 1.9m0-7L9.6 6.4M6.4 9.6l-1.9 1.9"/></svg>'

/**
 * A whole page of the login service. Its Content-Security-Policy allows exactly the style (and
 * script) inside it, by hash, so that the page stands also behind a proxy that keeps our headers.
 */
export function renderPage(page: Page): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(page.title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<div class="brand"><span class="mark">${mark}</span><span>Strongroom</span><span class="badge">Embedded cloud</span></div>
${page.body}
</main>
${page.script ? `<script>${page.script}</script>` : ''}
</body>
</html>
`
  const formAction = ["'self'", ...(page.formTargets ?? [])].join(' ')
  return new Response(html, {
    status: page.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        `default-src 'none'; style-src '${hashSource(style)}'; ` +
        (page.script ? `script-src '${hashSource(page.script)}'; ` : '') +
        `form-action ${formAction}; frame-ancestors 'none'; base-uri 'none'`,
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
    },
  })
}

/** CSP Level 3 section 2.3.1, hash-source. */
function hashSource(content: string): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`
}
