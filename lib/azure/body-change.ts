import 'server-only'
import type { PipelinePolicy } from '@azure/core-rest-pipeline'

/** Carries the change from the options of a call to the step below. It never leaves the console. */
const mark = 'x-strongroom-body-change'

/**
 * For the `requestOptions` of a call whose body the client (4.10.3) cannot write: members that replace
 * those of the body; null takes one out.
 */
export function bodyChange(members: Readonly<Record<string, { enabled: boolean } | null>>) {
  return { customHeaders: {}, headers: { [mark]: JSON.stringify(members) } }
}

/** The step of the clients' pipeline that does what `bodyChange` asks for. */
export const bodyChangeStep: PipelinePolicy = {
  name: 'bodyChange',
  sendRequest(request, next) {
    const change = request.headers.get(mark)
    if (change === undefined) return next(request)
    request.headers.delete(mark)
    if (typeof request.body !== 'string') throw new Error('There is no text to change.')
    const members = Object.entries({ ...parse(request.body), ...parse(change) })
    request.body = JSON.stringify(Object.fromEntries(members.filter(([, value]) => value !== null)))
    return next(request)
  },
}

function parse(json: string): object {
  const value: unknown = JSON.parse(json)
  return Object(value)
}
