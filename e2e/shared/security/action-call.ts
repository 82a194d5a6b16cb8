import { type HttpSession, ownHeaders, type RawReply, raw } from '../http-session.ts'
import { builtAction } from './build-manifest.ts'
import { pages } from './page-table.ts'

/** A page that actions can be posted to; which one does not matter to who may call them. */
export const ACTION_PAGE = '/ops/vaults/contoso-dev/certificates'

/** Where an action can be posted to: the server sends it on from a page that has no use for it. */
export function pageOf(name: string): string {
  const known = builtAction(name).pages.flatMap((page) => pages[page]?.path ?? [])
  const page = known.includes(ACTION_PAGE) ? ACTION_PAGE : known.find((path) => !/[{?]/.test(path))
  if (page === undefined) throw new Error(`No page has a use for ${name}.`)
  return page
}

/** Body of a call with one plain argument, as React writes it: a leading `$` is doubled. */
export function actionBody(input: object): string {
  return JSON.stringify([input], (_key, value: unknown) =>
    typeof value === 'string' && value.startsWith('$') ? `$${value}` : value,
  )
}

/** Calls a server action by raw HTTP, as our own page does. */
export function callAction(
  session: HttpSession | { cookie: string } | undefined,
  name: string,
  input: object,
  page = pageOf(name),
): Promise<RawReply> {
  return raw(page, {
    method: 'POST',
    headers: {
      ...ownHeaders(session),
      accept: 'text/x-component',
      'content-type': 'text/plain;charset=UTF-8',
      'next-action': builtAction(name).id,
    },
    body: actionBody(input),
  })
}

export interface ActionOutcome {
  data?: unknown
  /** Code of the failure, or `validation` when the input did not pass its check. */
  failure?: string
}

/** What an action returned, out of the rows of the RSC answer; null when it returned nothing. */
export function outcomeOf(reply: RawReply): ActionOutcome | null {
  for (const row of reply.text.split('\n')) {
    const json = /^[0-9a-f]+:(\{.*\})$/.exec(row)?.[1]
    if (json === undefined) continue
    const value: { data?: unknown; serverError?: { code: string }; validationErrors?: object } =
      JSON.parse(json)
    if (value.serverError !== undefined) return { failure: value.serverError.code }
    if (value.validationErrors !== undefined) return { failure: 'validation' }
    if (value.data !== undefined) return { data: value.data }
  }
  return null
}
