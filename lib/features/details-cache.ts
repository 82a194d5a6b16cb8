import 'server-only'

/** One certificate as one user may read it. */
export interface DetailsKey {
  readonly tenantId: string
  readonly userId: string
  readonly vault: string
  readonly name: string
}

export interface KeptDetails {
  /** SHA-1 of the version, lower-case hexadecimal. */
  readonly thumbprint: string
  /** When the vault told it, in ms since the epoch. */
  readonly readAt: number
  /** JSON. As text it takes a fifth of the memory, and its size is known. */
  readonly text: string
}

/**
 * What users have read about certificates. What a version says never changes, so it is asked for once;
 * one user's reading is never another's, since their rights differ.
 */
export interface DetailsCache {
  get(key: DetailsKey): KeptDetails | null
  /** Kept only if nothing was written since `since`, a value of `writes()` from before the reading. */
  set(key: DetailsKey, details: KeptDetails, since: number): void
  /** After a write to it: whatever anybody has read about it. */
  forget(vault: string, name: string): void
  /** Counts the calls of `forget`. */
  writes(): number
}

export interface DetailsLimits {
  readonly entries: number
  /** Characters of all texts. */
  readonly size: number
}

/** For 20,000 certificates with long lists of names, or 50,000 with short ones. */
const usual: DetailsLimits = { entries: 50_000, size: 64_000_000 }

/** In memory; the least recently used goes first. */
export function createDetailsCache(limits: DetailsLimits = usual): DetailsCache {
  // The order of a Map is that of insertion: what is used is put at the end again.
  const kept = new Map<string, KeptDetails>()
  const ofObject = new Map<string, Set<string>>()
  let size = 0
  let writes = 0

  const drop = (id: string, object: string) => {
    size -= kept.get(id)?.text.length ?? 0
    kept.delete(id)
    const ids = ofObject.get(object)
    ids?.delete(id)
    if (ids?.size === 0) ofObject.delete(object)
  }
  return {
    get(key) {
      const { id } = idsOf(key)
      const known = kept.get(id)
      if (known === undefined) return null
      kept.delete(id)
      kept.set(id, known)
      return known
    },
    set(key, details, since) {
      if (since !== writes || details.text.length > limits.size) return
      const { id, object } = idsOf(key)
      drop(id, object)
      kept.set(id, details)
      ofObject.set(object, (ofObject.get(object) ?? new Set()).add(id))
      size += details.text.length
      for (const oldest of kept.keys()) {
        if (kept.size <= limits.entries && size <= limits.size) return
        drop(oldest, objectOf(oldest))
      }
    },
    forget(vault, name) {
      writes += 1
      const object = objectId(vault, name)
      for (const id of ofObject.get(object) ?? []) drop(id, object)
    },
    writes: () => writes,
  }
}

// Azure compares names without regard to case; neither they nor identifiers of Entra hold a slash.
function objectId(vault: string, name: string): string {
  return `${vault}/${name}`.toLowerCase()
}

function idsOf({ tenantId, userId, vault, name }: DetailsKey) {
  const object = objectId(vault, name)
  return { object, id: `${tenantId}/${userId}/${object}` }
}

function objectOf(id: string): string {
  return id.split('/').slice(2).join('/')
}
