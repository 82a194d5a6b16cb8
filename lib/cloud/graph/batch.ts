import { isObject, type JsonObject } from '../vault/json.ts'
import { badRequest } from './errors.ts'
import { readJson } from './read-json.ts'

/** Most requests in one. */
const most = 20

/**
 * `POST /$batch`: several requests in one, each answered as if it came alone, with the caller of the
 * whole. They run in order, so what one depends on has always been.
 * @param fetchOne answers one request, which is itself no batch
 * @throws GraphError 400
 * @see https://learn.microsoft.com/graph/json-batching
 */
export async function answerBatch(
  request: Request,
  fetchOne: (request: Request) => Promise<Response>,
): Promise<object> {
  const body = await readJson(request)
  const requests = isObject(body) && Array.isArray(body.requests) ? body.requests : null
  if (!requests?.every(isObject)) throw badRequest('Invalid batch payload format.')
  if (requests.length === 0 || requests.length > most) {
    throw badRequest(`Number of batch request steps must be between 1 and ${most}.`)
  }
  const ids = requests.map(({ id }) => id)
  if (!ids.every((id) => typeof id === 'string' && id !== '') || new Set(ids).size < ids.length) {
    throw badRequest('Each batch request step needs an id of its own.')
  }
  const responses: object[] = []
  for (const step of requests) {
    const response = await fetchOne(requestOf(step, request))
    responses.push({
      id: step.id,
      status: response.status,
      headers: { 'Content-Type': response.headers.get('content-type') ?? '' },
      body: contentOf(await response.text()),
    })
  }
  return { responses }
}

function requestOf({ method, url, headers, body }: JsonObject, whole: Request): Request {
  const verb = typeof method === 'string' ? method.toUpperCase() : ''
  if (!['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].includes(verb)) {
    throw badRequest('Each batch request step needs a method.')
  }
  if (typeof url !== 'string' || !url.startsWith('/')) {
    throw badRequest('Each batch request step needs a relative url.')
  }
  const target = new URL(`${new URL(whole.url).origin}/v1.0${url}`)
  const given = new Headers()
  for (const [name, value] of Object.entries(isObject(headers) ? headers : {})) {
    const isKnown = /^(consistencylevel|content-type|prefer)$/i.test(name)
    if (isKnown && typeof value === 'string' && /^[\x20-\x7e]*$/.test(value)) given.set(name, value)
  }
  given.set('authorization', whole.headers.get('authorization') ?? '')
  const hasBody = verb !== 'GET' && body !== undefined
  return new Request(target, {
    method: verb,
    headers: given,
    ...(hasBody ? { body: JSON.stringify(body) } : {}),
  })
}

/** JSON as it is; a count stays text. */
function contentOf(text: string): unknown {
  return text.startsWith('{') ? JSON.parse(text) : text
}
