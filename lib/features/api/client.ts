import { type Failure, isFailure } from '#lib/domain/failure.ts'
import { FailureError } from '#lib/domain/failure-error.ts'

/**
 * How the browser talks to `/api`: one way to fetch, one way to fail. Every function throws
 * `FailureError`, so a page shows `failureFrom(error)` whatever happened.
 */

/** Sent with each call that changes something: another site's form cannot set a header (CSRF). */
export const requestHeader = { 'x-strongroom-request': '1' } as const

const unreachable: Failure = {
  code: 'unreachable',
  status: 503,
  title: 'The console does not answer',
  detail: 'The request did not reach the console, or its answer did not come back.',
  nextStep: 'Check your network. The page tries again by itself.',
}

const strange: Failure = {
  code: 'internal',
  status: 500,
  title: 'Something went wrong in the console',
  detail: 'The console gave an answer this page does not understand.',
  nextStep: 'Reload the page. If it happens again, tell whoever runs this console.',
}

/** The failure to show for anything that was thrown. */
export function failureFrom(error: unknown): Failure {
  return error instanceof FailureError ? error.failure : strange
}

async function send(url: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, { cache: 'no-store', credentials: 'same-origin', ...init })
  } catch (error) {
    // An abort is the caller's own wish and must stay recognisable.
    if (init.signal?.aborted) throw error
    throw new FailureError(unreachable, { cause: error })
  }
  if (response.ok) return response
  const body: unknown = await response.json().catch(() => null)
  throw new FailureError(isFailure(body) ? body : { ...strange, status: response.status })
}

/** GET of a read; aborted by react-query when nobody waits for it any more. */
export async function getJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  const response = await send(url, signal === undefined ? {} : { signal })
  const body: T = await response.json()
  return body
}

/** POST of JSON or of a form, answered with JSON. */
export async function postJson<T>(url: string, body: object | FormData): Promise<T> {
  const response = await post(url, body)
  const answer: T = await response.json()
  return answer
}

/** Last line of an answer that broke off after it had begun. */
interface Broken {
  readonly kind: 'broken'
  readonly failure: Failure
}

/**
 * An answer of one JSON value a line, handed on as they come. GET, or POST when there is a body. Throws
 * `FailureError`, also when the answer breaks off: its last line is `{"kind":"end"}`.
 */
export async function streamJson<Event extends { readonly kind: string }>(
  url: string,
  { body, signal }: { body?: object; signal?: AbortSignal },
  each: (event: Event) => void,
): Promise<void> {
  const response =
    body === undefined
      ? await send(url, signal === undefined ? {} : { signal })
      : await post(url, body, signal)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  let ended = false
  try {
    for (;;) {
      const part = await reader?.read()
      if (part?.value === undefined) break
      const lines = (rest + part.value).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const event: Event | Broken = JSON.parse(line)
        if (isBroken(event)) throw new FailureError(event.failure)
        ended = event.kind === 'end'
        each(event)
      }
    }
  } catch (error) {
    if (signal?.aborted || error instanceof FailureError) throw error
    throw new FailureError(unreachable, { cause: error })
  }
  if (!ended) throw new FailureError(unreachable)
}

function isBroken(event: { readonly kind: string }): event is Broken {
  return event.kind === 'broken' && 'failure' in event && isFailure(event.failure)
}

export interface Download {
  readonly blob: Blob
  readonly fileName: string
}

/** POST answered with a file. */
export async function postForFile(url: string, body: object): Promise<Download> {
  const response = await post(url, body)
  const disposition = response.headers.get('content-disposition') ?? ''
  const fileName = /filename="([^"]+)"/.exec(disposition)?.[1] ?? 'download'
  return { blob: await response.blob(), fileName }
}

function post(url: string, body: object | FormData, signal?: AbortSignal): Promise<Response> {
  const aborted = signal === undefined ? {} : { signal }
  return body instanceof FormData
    ? send(url, { method: 'POST', headers: requestHeader, body, ...aborted })
    : send(url, {
        method: 'POST',
        headers: { ...requestHeader, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        ...aborted,
      })
}

/** What a server action answers: the new state, or why there is none. */
export type ActionResult<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly failure: Failure }

/** The shape in which the action client (next-safe-action) answers. */
interface RawResult<T> {
  readonly data?: T | undefined
  readonly serverError?: Failure | undefined
  readonly validationErrors?: Readonly<Record<string, readonly string[]>> | undefined
}

/**
 * Runs a server action: `const result = await run(createCertificate(input))`. Never throws; a server
 * that does not answer is a failure like any other, so a form keeps what was typed.
 */
export async function run<T>(call: Promise<RawResult<T> | undefined>): Promise<ActionResult<T>> {
  let result: RawResult<T> | undefined
  try {
    result = await call
  } catch (error) {
    return { ok: false, failure: refusalOf(error) ?? unreachable }
  }
  if (result?.serverError !== undefined) return { ok: false, failure: result.serverError }
  if (result?.validationErrors !== undefined) {
    return { ok: false, failure: invalidInput(result.validationErrors) }
  }
  if (result?.data !== undefined) return { ok: true, data: result.data }
  return { ok: false, failure: strange }
}

const signedOut: Failure = {
  code: 'signed-out',
  status: 401,
  title: 'You are signed out',
  detail: 'There is no session, or it has ended. Nothing was changed.',
  nextStep: 'Sign in again in another tab, then send this once more: what you typed is still here.',
}

const refused: Failure = {
  code: 'role-missing',
  status: 403,
  title: 'The console refused this',
  detail: 'Your account does not have the role for it. Nothing was changed.',
  nextStep: 'Ask an administrator of your Entra tenant for the role.',
}

/** An action that the console refused as a whole: Next.js tells it by the digest of the error. */
function refusalOf(error: unknown): Failure | null {
  const digest = error instanceof Error && 'digest' in error ? error.digest : null
  if (digest === 'NEXT_HTTP_ERROR_FALLBACK;401') return signedOut
  return digest === 'NEXT_HTTP_ERROR_FALLBACK;403' ? refused : null
}

/** The failure for fields that did not pass their check; the key is the field's name, `''` for the form. */
export function invalidInput(fields: Readonly<Record<string, readonly string[]>>): Failure {
  return {
    code: 'invalid-input',
    status: 400,
    title: 'Some fields need a correction',
    detail: Object.values(fields)[0]?.[0] ?? 'The input was not accepted.',
    nextStep: 'Correct the marked fields and send again.',
    fields,
  }
}
