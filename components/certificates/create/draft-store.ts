import { newNameRow } from '../fields/names-field.tsx'
import type { CreateValues } from './create-model.ts'
import type { OrderWay } from './ways.ts'

/**
 * What was typed, kept for the session of this tab: it outlives Back and Cancel, and goes with the tab. It
 * holds a policy, a name and tags, which every reader of the vault may see; no password and no file.
 */
export interface DraftPlace {
  readonly vault: string
  /** The certificate that gets a new version; null for a new one. */
  readonly name: string | null
  readonly way: OrderWay
}

const keyOf = ({ vault, name, way }: DraftPlace) => `strongroom.draft/${vault}/${name ?? ''}/${way}`

/** What was typed here before; null when nothing was, or nothing that fits this form. */
export function readDraft(place: DraftPlace, initial: CreateValues): CreateValues | null {
  const text = attempt(() => sessionStorage.getItem(keyOf(place)))
  const kept: unknown = text && attempt(() => JSON.parse(text))
  if (!fits(kept, initial)) return null
  return {
    ...kept,
    // Rows of this page have keys of their own.
    names: kept.names.map(({ kind, value }) => newNameRow(kind, value)),
  }
}

export function keepDraft(place: DraftPlace, values: CreateValues): void {
  attempt(() => sessionStorage.setItem(keyOf(place), JSON.stringify(values)))
}

export function forgetDraft(place: DraftPlace): void {
  attempt(() => sessionStorage.removeItem(keyOf(place)))
}

/** An earlier build of this page may have kept another shape. */
function fits(kept: unknown, initial: CreateValues): kept is CreateValues {
  if (typeof kept !== 'object' || kept === null) return false
  const given = new Map<string, unknown>(Object.entries(kept))
  return Object.entries(initial).every(([field, value]) =>
    value === null || field === 'lifetimeAction' || field === 'purpose'
      ? given.has(field)
      : typeof given.get(field) === typeof value &&
        Array.isArray(given.get(field)) === Array.isArray(value),
  )
}

/** Null where the browser keeps nothing, or what it keeps cannot be read. */
function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}
