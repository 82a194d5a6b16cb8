import { invariant } from '#lib/base/invariant.ts'
import { findVaultByHostName } from '../arm/vaults/table.ts'
import { openCloud } from '../cloud.ts'
import type { CloudContext } from '../context.ts'
import { newVersion } from '../vault/identifiers.ts'
import { addVersion, type NewVersion } from '../vault/rows/add-version.ts'
import { findCertificate, putCertificate } from '../vault/rows/certificates.ts'
import { findKeyVersion, openPrivateKey } from '../vault/rows/keys.ts'
import { findVersion } from '../vault/rows/versions.ts'
import { sampleCertificate } from '../vault/sample-objects.ts'

/*
 * For measuring: `node bulk.ts DATA VAULT MODEL COUNT` makes the certificate MODEL and so many copies of it, with
 * rows and sealing as real ones have. Making as many keys would take an hour, and indexes do not care.
 */

/** Copies of one transaction. */
const batch = 500

async function copy(ctx: CloudContext, vault: string, model: string, count: number) {
  const { certificate, version } = readModel(ctx, vault, model)
  for (let done = 0; done < count; done += batch) {
    await ctx.store.write((db) => {
      for (let at = done; at < Math.min(done + batch, count); at++) {
        const display = `bulk-${String(at).padStart(6, '0')}`
        putCertificate(db, { ...certificate, display, now: version.now })
        addVersion(db, { ...version, display, version: newVersion() })
      }
    })
  }
}

/** What a copy is made of. */
function readModel(ctx: CloudContext, vaultName: string, name: string) {
  return ctx.store.read((db) => {
    const vault = findVaultByHostName(db, vaultName)?.key
    const certificate = vault === undefined ? null : findCertificate(db, vault, name)
    const current = certificate?.current
    invariant(certificate && current, `${vaultName} has the certificate ${name}`)
    const id = [certificate.vault, certificate.name, current] as const
    const row = findVersion(db, ...id)
    const key = findKeyVersion(db, ...id)
    invariant(row && key, 'a certificate has its key')
    const version: NewVersion = {
      ...row,
      vault: certificate.vault,
      display: name,
      now: row.created,
      privateKey: openPrivateKey(db, ...id),
      publicJwk: key.publicJwk,
      keyOperations: JSON.parse(key.operations),
      exportable: key.exportable,
      contentType: certificate.policy.secret_props.contentType,
    }
    return { certificate, version }
  })
}

if (import.meta.main) {
  const [data = '', vault = '', model = '', count = ''] = process.argv.slice(2)
  const cloud = await openCloud({ dataDir: data, redirectUris: [] })
  await sampleCertificate(cloud.context, {
    vault,
    name: model,
    at: cloud.context.clock.now(),
    subject: 'CN=bench.contoso.example',
    dnsNames: ['bench.contoso.example'],
  })
  await copy(cloud.context, vault, model, Number(count))
  await cloud.close()
}
