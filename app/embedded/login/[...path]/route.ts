import { FailureError } from '#lib/domain/failure-error.ts'
import { publicFailure } from '#lib/runtime/failures.ts'
import { limitedBody, problem } from '#lib/runtime/route.ts'
import { theConsole } from '#lib/runtime/services.ts'
import { isLoopbackHost } from '#lib/session/loopback.ts'

/**
 * The login service of the embedded cloud under our own origin, so that one open port is enough. MSAL
 * takes no `http:` authority but takes these endpoints. On a real tenant this does not exist.
 */

interface Context {
  params: Promise<{ path: string[] }>
}

/** Hop-by-hop headers (RFC 9110 section 7.6.1), and what concerns the console alone. */
const notForwarded = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'content-length',
  'cookie',
  'authorization',
  'accept-encoding',
])
const notReturned = new Set([
  ...notForwarded,
  'set-cookie',
  'content-encoding',
  'strict-transport-security',
])

const maxBodyBytes = 256 * 1024

async function forward(request: Request, { params }: Context): Promise<Response> {
  const { env, cloud, transport, log } = await theConsole()
  // Not under a foreign name either, whatever became of the proxy: accounts here have no password.
  if (!env.embedded || !isLoopbackHost(request.headers.get('host'))) {
    return new Response(null, { status: 404 })
  }
  try {
    const { path } = await params
    const url = new URL(`https://${cloud.loginHost}/${path.map(encodeURIComponent).join('/')}`)
    url.search = new URL(request.url).search
    const post = request.method === 'POST'
    const answer = await transport.request(cloud.loginHost, {
      url: url.href,
      method: post ? 'POST' : 'GET',
      headers: pick(request.headers, notForwarded),
      ...(post ? { body: new TextDecoder().decode(await limitedBody(request, maxBodyBytes)) } : {}),
    })
    const headers = pick(new Headers(answer.headers), notReturned)
    const empty = answer.status === 204 || answer.status === 304
    return new Response(empty ? null : answer.text, { status: answer.status, headers })
  } catch (error) {
    const known =
      error instanceof FailureError ? error : new FailureError(unreachable, { cause: error })
    return problem(publicFailure(known, log, { path: '/embedded/login' }))
  }
}

function pick(headers: Headers, without: ReadonlySet<string>): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => !without.has(name)))
}

const unreachable = {
  code: 'unreachable',
  status: 503,
  title: 'The login service cannot be reached',
  detail: 'The embedded cloud does not answer.',
  nextStep: 'Wait a moment; it is started again by itself.',
} as const

export { forward as GET, forward as POST }
