import type { ArmAnswer, PathParams, ProvenCall } from '../call.ts'
import { authorize } from '../steps/authorize.ts'
import { requireScope, requireScopeSubscription, scopeOf, underScopes } from './scope.ts'

const read = 'Microsoft.Authorization/denyAssignments/read'

/** Only deployment stacks and managed applications make deny assignments; there are none here. */
function list(call: ProvenCall, param: PathParams): ArmAnswer {
  requireScopeSubscription(call, param)
  authorize(call, read, scopeOf(call))
  requireScope(call, param)
  return { status: 200, body: { value: [] } }
}

export const denyAssignments = underScopes('denyassignments', {
  method: 'GET',
  name: read,
  handle: list,
})
