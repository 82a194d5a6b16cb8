import type { Operation } from '../call.ts'
import { optionalObject } from '../json.ts'
import { findLiveCertificate } from '../rows/certificates.ts'
import { findOperation } from '../rows/operations.ts'
import { findVersion, updateVersion } from '../rows/versions.ts'
import { readTags } from '../tags.ts'
import { certificateBundle } from '../wire/certificate-bundle.ts'
import { missing, nameOf, readEnabled, versionOf, wireOf } from './call-parts.ts'
import { mergePolicy } from './policy.ts'
import { mayUpdate } from './rights.ts'

/** Changes the switch and the tags of a version; the key and the secret follow. */
const update: Omit<Operation, 'path'> = {
  name: 'CertificateUpdate',
  method: 'PATCH',
  right: mayUpdate,
  prepare(call) {
    const name = nameOf(call)
    const version = versionOf(call)
    const enabled = readEnabled(call.body)
    const tags = readTags(call.body)
    const policy = optionalObject(call.body, 'policy')
    return (db) => {
      const found = findLiveCertificate(db, call.vault.key, name)
      const wanted = version ?? found?.current
      const row = found && wanted ? findVersion(db, found.vault, found.name, wanted) : null
      if (!found || !row) throw missing('certificate', name, version)
      const change = {
        enabled: enabled ?? row.enabled,
        tags: tags ?? row.tags,
        updated: call.now,
      }
      updateVersion(db, { ...found, version: row.version }, change)
      const certificate = policy ? mergePolicy(db, call, found, policy) : found
      const operation = findOperation(db, found.vault, found.name)
      return {
        status: 200,
        body: certificateBundle(wireOf(call), certificate, { ...row, ...change }, operation),
        audit: { certificateProperties: { attributes: { enabled: change.enabled } } },
      }
    }
  },
}

export const updateCertificate: Operation = { ...update, path: '/certificates/:name' }
export const updateCertificateVersion: Operation = {
  ...update,
  path: '/certificates/:name/:version',
}
