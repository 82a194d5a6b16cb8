import type { CloudContext } from '../../context.ts'
import type { Db } from '../../store/store.ts'
import { keyOf, newVersion } from '../identifiers.ts'
import type { StoredPolicy } from '../policy/model.ts'
import type { CertificateRow } from '../rows/certificates.ts'
import { openPrivateKey } from '../rows/keys.ts'
import { type OperationRow, putOperation } from '../rows/operations.ts'
import type { Tags } from '../tags.ts'
import { createRequest } from './certificate.ts'
import { fitsPolicy, generateKey, type KeyPair, loadKey } from './key-pair.ts'
import type { FreshKey } from './worker.ts'

/** An operation that is about to begin, whoever wants it. */
export interface Beginning {
  /** Key of the vault's row. */
  vault: number
  name: string
  /** The certificate as it was seen; null for a first version. */
  seen: CertificateRow | null
  policy: StoredPolicy
  enabled: boolean
  tags: Tags | null
  preserveOrder: boolean
  renewal: boolean
  /** Epoch seconds. */
  now: number
}

export interface PreparedOperation {
  operation: OperationRow
  /** For the worker, so that it need not open the key again. */
  fresh: FreshKey
  /** Puts the operation in place of an older one. Call inside the write that begins it. */
  put(db: Db): void
}

/** Makes the key and the request of a new version: the slow part, before anything is written. */
export async function prepareOperation(
  ctx: CloudContext,
  { seen, policy, name, now, ...rest }: Beginning,
): Promise<PreparedOperation> {
  const pair = await keyFor(ctx, seen, policy)
  const operation: OperationRow = {
    ...rest,
    name: keyOf(name),
    requestId: newVersion(),
    version: newVersion(),
    status: 'inProgress',
    issuer: policy.issuer,
    csr: await createRequest(policy, pair),
    cancellationRequested: false,
    error: null,
    created: now,
  }
  return {
    operation,
    fresh: { requestId: operation.requestId, pair },
    put: (db) => putOperation(db, operation, pair.pkcs8),
  }
}

/** The key of the current version if the policy reuses it, else a new one. */
async function keyFor(
  ctx: CloudContext,
  seen: CertificateRow | null,
  policy: StoredPolicy,
): Promise<KeyPair> {
  const version = seen?.current
  if (policy.key_props.reuse_key && seen && version) {
    const pkcs8 = ctx.store.read((db) => openPrivateKey(db, seen.vault, seen.name, version))
    const pair = loadKey(pkcs8)
    if (fitsPolicy(pair, policy.key_props)) return pair
  }
  return generateKey(policy.key_props)
}
