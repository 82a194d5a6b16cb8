import 'server-only'
import { toHex } from '#lib/base/encodings.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { readContent, toPolicy } from '../certificates/internal.ts'
import type { Services } from '../services.ts'
import type { CertificateDetails } from './schema.ts'

export interface DetailsRef {
  readonly vault: string
  readonly name: string
  /** Of the newest version, from a list: tells whether what was read before is still it. Null: never issued. */
  readonly thumbprint: string | null
}

export interface DetailsOptions {
  /** The policy may be as old as this, in ms; without it any age will do, since our own writes are noticed. */
  readonly maxAgeMs?: number
}

/**
 * What the newest version of a certificate and its policy say: from memory when this caller has read this
 * version before, else by one request. Never touches the secret. Throws `FailureError`.
 */
export async function getDetails(
  services: Services,
  caller: Caller,
  ref: DetailsRef,
  { maxAgeMs = Number.POSITIVE_INFINITY }: DetailsOptions = {},
): Promise<CertificateDetails> {
  authorize(caller, 'SecurityOperations')
  const { details: cache, clock } = services
  const { vault, name } = ref
  const now = clock.now().getTime()
  const key = { tenantId: caller.tenantId, userId: caller.userId, vault, name }
  const known = ref.thumbprint === null ? null : cache.get(key)
  if (known?.thumbprint === ref.thumbprint && known !== null && now - known.readAt <= maxAgeMs) {
    const details: CertificateDetails = JSON.parse(known.text)
    return details
  }
  const since = cache.writes()
  const newest = await services.azureOf(caller).certificates(vault).get(name)
  const sha1 = newest.properties.x509Thumbprint
  const thumbprint = sha1 === undefined || sha1.length === 0 ? null : toHex(sha1)
  const details: CertificateDetails = {
    vault,
    name: newest.name,
    version: newest.properties.version ?? null,
    thumbprint,
    content: newest.cer === undefined || newest.cer.length === 0 ? null : readContent(newest.cer),
    policy: newest.policy === undefined ? null : toPolicy(newest.policy),
    enabled: newest.properties.enabled ?? true,
    updatedOn: newest.properties.updatedOn?.toISOString() ?? null,
    tags: newest.properties.tags ?? {},
    readOn: new Date(now).toISOString(),
  }
  if (thumbprint !== null) {
    cache.set(key, { thumbprint, readAt: now, text: JSON.stringify(details) }, since)
  }
  return details
}
