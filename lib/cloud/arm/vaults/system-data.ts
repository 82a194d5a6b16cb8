import type { ProvenCall } from '../call.ts'
import type { SystemData } from './vault-record.ts'

/** Who makes a resource, and when. */
export function createdBy(call: ProvenCall): SystemData {
  const now = call.ctx.clock.now().toISOString()
  const { client } = call.caller
  const type = call.caller.claims.idtyp === 'user' ? 'User' : 'Application'
  return {
    createdBy: client,
    createdByType: type,
    createdAt: now,
    lastModifiedBy: client,
    lastModifiedByType: type,
    lastModifiedAt: now,
  }
}

/** Who changes a resource, and when; its making stays as it was. */
export function modifiedBy(call: ProvenCall, before: SystemData): SystemData {
  const { createdBy: maker, createdByType, createdAt } = before
  return { ...createdBy(call), createdBy: maker, createdByType, createdAt }
}
