import 'server-only'
import type { PipelinePolicy } from '@azure/core-rest-pipeline'

/** Marks a request on its way through the client. It never leaves the console. */
const mark = 'x-strongroom-stored-policy'

/** For the options of a create whose policy is to be the one that the vault keeps. */
export const byStoredPolicy = { customHeaders: {}, headers: { [mark]: '1' } }

/**
 * The vault takes a create without a policy for a name that has one. The client (4.10.3) cannot send
 * that: it needs a policy, and would replace the stored one by what it understands of it. So the policy
 * is taken out of marked requests.
 * https://learn.microsoft.com/rest/api/keyvault/certificates/create-certificate/create-certificate
 */
export const storedPolicyStep: PipelinePolicy = {
  name: 'storedPolicy',
  sendRequest(request, next) {
    if (!request.headers.has(mark)) return next(request)
    request.headers.delete(mark)
    if (typeof request.body !== 'string') throw new Error('A create has a body of text.')
    const body: unknown = JSON.parse(request.body)
    request.body = JSON.stringify({ ...Object(body), policy: undefined })
    return next(request)
  },
}
