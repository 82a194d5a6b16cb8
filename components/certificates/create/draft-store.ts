import type { WayId } from './ways.ts'

/**
 * What was typed, kept for the session of this tab: it outlives Back and Cancel, and goes with the tab. It
 * holds names, a policy and tags, which every reader of the vault may see; no password and no file.
 */
export interface DraftPlace {
  readonly vault: string
  /** The certificate that gets a new version; null for a new one. */
  readonly name: string | null
  readonly way: WayId
}

const keyOf = ({ vault, name, way }: DraftPlace) => `strongroom.draft/${vault}/${name ?? ''}/${way}`

/** What was typed here before; null when nothing was, or nothing that fits a form which begins so. */
export function readDraft<Values extends object>(
  place: DraftPlace,
  initial: Values,
): Values | null {
  const text = attempt(() => sessionStorage.getItem(keyOf(place)))
  const kept: unknown = text && attempt(() => JSON.parse(text))
  return fits(kept, initial) ? kept : null
}

export function keepDraft(place: DraftPlace, values: object): void {
  attempt(() => sessionStorage.setItem(keyOf(place), JSON.stringify(values)))
}

export function forgetDraft(place: DraftPlace): void {
  attempt(() => sessionStorage.removeItem(keyOf(place)))
}

/** An earlier build of the page may have kept another shape. What may be null is not looked into. */
function fits<Values extends object>(kept: unknown, initial: Values): kept is Values {
  if (typeof kept !== 'object' || kept === null) return false
  const given = new Map<string, unknown>(Object.entries(kept))
  return Object.entries(initial).every(([field, value]) => {
    const other = given.get(field)
    if (other === null || value === null) return given.has(field)
    return typeof other === typeof value && Array.isArray(other) === Array.isArray(value)
  })
}

/** Null where the browser keeps nothing, or what it keeps cannot be read. */
function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}
