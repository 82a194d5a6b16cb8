import { type HttpSession, ownHeaders, type RawReply, raw } from '../http-session.ts'
import { actionId } from './build-manifest.ts'

/** The page that actions are posted to; which one does not matter to who may call them. */
export const ACTION_PAGE = '/ops/vaults/contoso-dev/certificates'

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
  page = ACTION_PAGE,
): Promise<RawReply> {
  return raw(page, {
    method: 'POST',
    headers: {
      ...ownHeaders(session),
      accept: 'text/x-component',
      'content-type': 'text/plain;charset=UTF-8',
      'next-action': actionId(name),
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
