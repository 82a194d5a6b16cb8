import { orderChain } from '#lib/x509/chain.ts'
import type { Operation } from '../call.ts'
import { forbidden, pendingNotFound } from '../errors.ts'
import { addAnnouncedVersion } from '../issue/announce.ts'
import { versionRows } from '../issue/complete.ts'
import { loadKey } from '../issue/key-pair.ts'
import { seconds } from '../policy/from-certificate.ts'
import { findLiveCertificate } from '../rows/certificates.ts'
import { endOperation, type OperationRow, openOperationKey } from '../rows/operations.ts'
import { readTags } from '../tags.ts'
import { missing, nameOf, readEnabled, wireOf } from './call-parts.ts'
import { bundleOf } from './deleted-body.ts'
import { keyMismatch } from './import-content.ts'
import { readMergeContent } from './merge-content.ts'
import { findPending } from './pending.ts'
import { mayCreate } from './rights.ts'

/** Completes a pending request of issuer `Unknown` with the certificate that somebody else signed. */
export const mergeCertificate: Operation = {
  name: 'CertificatePendingMerge',
  method: 'POST',
  path: '/certificates/:name/pending/merge',
  right: mayCreate,
  prepare(call) {
    const name = nameOf(call)
    const { ctx, vault, now } = call
    const seen = ctx.store.read((db) => {
      const found = findPending(db, call, name)
      checkMergeable(found.operation, name)
      return { ...found, key: openOperationKey(db, found.operation) }
    })
    if (!seen.key) throw pendingNotFound(name)
    const tags = readTags(call.body)
    const enabled = readEnabled(call.body)
    const pair = loadKey(seen.key)
    const certificates = readMergeContent(call.body)
    const { chain, unused } = orderChain(certificates, pair.spki)
    const [leaf] = chain
    if (!leaf) throw keyMismatch()
    const ordered = seen.operation.preserveOrder ? certificates : [...chain, ...unused]
    const rows = versionRows({
      vault: vault.key,
      display: seen.certificate.display,
      version: seen.operation.version,
      now,
      enabled: enabled ?? seen.operation.enabled,
      tags: tags ?? seen.operation.tags,
      preserveOrder: seen.operation.preserveOrder,
      policy: seen.certificate.policy,
      validity: { nbf: seconds(leaf.notBefore), exp: seconds(leaf.notAfter) },
      pkcs8: seen.key,
      spki: pair.spki,
      leaf: leaf.der,
      chain: ordered.filter((one) => one !== leaf).map((one) => one.der),
    })

    return (db) => {
      const { operation } = findPending(db, call, name)
      checkMergeable(operation, name)
      if (operation.requestId !== seen.operation.requestId) throw pendingNotFound(name)
      addAnnouncedVersion(db, vault, rows, ctx.clock.now())
      endOperation(db, operation, 'completed')
      const certificate = findLiveCertificate(db, vault.key, name)
      if (!certificate) throw missing('certificate', name, null)
      const query = `api-version=${call.apiVersion.text}`
      return {
        status: 201,
        body: bundleOf(db, wireOf(call), certificate),
        headers: { Location: `${call.base}/certificates/${certificate.display}?${query}` },
      }
    }
  },
}

function checkMergeable(operation: OperationRow, name: string): void {
  if (operation.status !== 'inProgress') throw pendingNotFound(name)
  if (operation.issuer.name !== 'Unknown') {
    // The spelling is the service's own.
    throw forbidden(
      `Merge is forbidden on pending object created with issuer : ${operation.issuer.name} while it is in progess.`,
    )
  }
}
