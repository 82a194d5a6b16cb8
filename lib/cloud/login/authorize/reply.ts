import { formPostPage } from '../pages/form-post.ts'

export const responseModes = ['query', 'fragment', 'form_post'] as const
export type ResponseMode = (typeof responseModes)[number]

/** Where and how the client wants its answer. Made only after the redirect URI was matched. */
export interface Reply {
  redirectUri: string
  mode: ResponseMode
  state: string | null
}

export function isResponseMode(value: string): value is ResponseMode {
  return responseModes.some((mode) => mode === value)
}

/**
 * Sends the browser back with the answer.
 * 303 so that a browser that posted the account form comes back with GET (RFC 9700 section 4.12).
 */
export function sendReply(reply: Reply, answer: Record<string, string>): Response {
  const fields = new URLSearchParams(answer)
  if (reply.state !== null) fields.set('state', reply.state)
  if (reply.mode === 'form_post') return formPostPage(reply.redirectUri, fields)
  const separator =
    reply.mode === 'fragment' ? '#' : new URL(reply.redirectUri).search === '' ? '?' : '&'
  return new Response(null, {
    status: 303,
    headers: { location: `${reply.redirectUri}${separator}${fields}` },
  })
}
