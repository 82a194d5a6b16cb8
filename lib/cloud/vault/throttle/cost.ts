import type { Db } from '../../store/store.ts'
import type { Operation, VaultCall } from '../call.ts'
import { isHsm, type KeySpec } from '../keys/key-type.ts'
import { specOf } from '../keys/stored-key.ts'
import { findHead, findKeyVersion } from '../rows/keys.ts'

/**
 * What a vault lets through in ten seconds, in transactions of weight 1. A subscription gets five
 * times that.
 * @see https://learn.microsoft.com/azure/key-vault/general/service-limits
 */
export const budgets = {
  /** New keys: 20 in software, 10 in an HSM. */
  keyCreation: 20,
  /** Secrets set, certificates created or imported. */
  objectWrite: 300,
  /** Everything else. */
  transaction: 4_000,
} as const

export type Budget = keyof typeof budgets

export interface Cost {
  budget: Budget
  weight: number
}

const keyCreations = new Set(['KeyCreate', 'KeyImport', 'KeyRotate'])
const objectWrites = new Set(['SecretSet', 'CertificateCreate', 'CertificateImport'])
const cryptoOperations = new Set([
  'KeyEncrypt',
  'KeyDecrypt',
  'KeySign',
  'KeyVerify',
  'KeyWrap',
  'KeyUnwrap',
])

/** What a call costs, before it is known whether it will work. */
export function costOf(
  operation: Operation,
  call: Pick<VaultCall, 'path' | 'body' | 'vault'>,
  db: Db,
): Cost {
  if (objectWrites.has(operation.name)) return { budget: 'objectWrite', weight: 1 }
  if (keyCreations.has(operation.name)) {
    const hsm = asksForHsm(call.body) || storedSpec(call, db)?.kty.endsWith('-HSM') === true
    return { budget: 'keyCreation', weight: hsm ? 2 : 1 }
  }
  if (!cryptoOperations.has(operation.name)) return { budget: 'transaction', weight: 1 }
  const spec = storedSpec(call, db)
  return { budget: 'transaction', weight: spec === null ? 1 : weightOf(spec) }
}

/** 4,000 a window for RSA-2048 and EC, 1,000 for RSA-3072, 500 for RSA-4096; half in an HSM. */
function weightOf(spec: KeySpec): number {
  const bits = 'crv' in spec ? 2048 : spec.key_size
  const size = bits === 4096 ? 8 : bits === 3072 ? 4 : 1
  return isHsm(spec.kty) ? size * 2 : size
}

function asksForHsm({ kty, Hsm }: VaultCall['body']): boolean {
  return Hsm === true || (typeof kty === 'string' && kty.endsWith('-HSM'))
}

function storedSpec({ path, vault }: Pick<VaultCall, 'path' | 'vault'>, db: Db): KeySpec | null {
  const head = findHead(db, 'keys', vault.key, path.name ?? '')
  const version = head && findKeyVersion(db, vault.key, head.name, path.version ?? head.current)
  return version ? specOf(version) : null
}
