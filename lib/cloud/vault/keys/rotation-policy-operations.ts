import type { Operation } from '../call.ts'
import { nameOf } from '../certificates/call-parts.ts'
import { putKeyPolicy } from '../rows/key-versions.ts'
import { requireKey, requireOwnKey } from './name-state.ts'
import { mayGetRotationPolicy, maySetRotationPolicy } from './rights.ts'
import { refreshRotation, storedRotationPolicy } from './rotation-due.ts'
import { readRotationPolicy, rotationPolicyBody } from './rotation-policy.ts'
import { checkSince73 } from './since.ts'

export const getRotationPolicy: Operation = {
  name: 'KeyRotationPolicyGet',
  method: 'GET',
  path: '/keys/:name/rotationpolicy',
  right: mayGetRotationPolicy,
  prepare(call) {
    checkSince73(call, 'GET')
    const name = nameOf(call)
    return (db) => {
      const { head } = requireKey(db, call.vault.key, name, null)
      const kid = `${call.base}/keys/${head.display}`
      return { status: 200, body: rotationPolicyBody(kid, storedRotationPolicy(head)) }
    }
  },
}

export const setRotationPolicy: Operation = {
  name: 'KeyRotationPolicySet',
  method: 'PUT',
  path: '/keys/:name/rotationpolicy',
  right: maySetRotationPolicy,
  prepare(call) {
    checkSince73(call, 'PUT')
    const name = nameOf(call)
    const { now } = call
    const given = readRotationPolicy(call.body, now)
    return (db) => {
      const { head } = requireOwnKey(db, call.vault.key, name, null, 'setrotationpolicy')
      const created = storedRotationPolicy(head)?.created ?? now
      const policy = { ...given, created, updated: now }
      putKeyPolicy(db, head, 'rotation', JSON.stringify(policy))
      refreshRotation(db, head.vault, head.name)
      return { status: 200, body: rotationPolicyBody(`${call.base}/keys/${head.display}`, policy) }
    }
  },
}
