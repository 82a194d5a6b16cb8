/** The kinds of directory objects, by their type names in Graph. */
export type EntityKind = 'user' | 'group' | 'servicePrincipal' | 'application'

/** Text, truth or nothing, or a list of texts or of smaller objects. */
export type Value = string | boolean | null | readonly (string | object)[] | object

/** A directory object as Graph shows it, with every property that it can be asked for. */
export interface Entity {
  kind: EntityKind
  id: string
  properties: Readonly<Record<string, Value>>
}

type Reader<T> = (object: T) => Value

/** What a kind of object has: `shown` always, `onRequest` when `$select` names it. */
export interface EntityType<T> {
  kind: EntityKind
  idOf(object: T): string
  shown: Readonly<Record<string, Reader<T>>>
  onRequest: Readonly<Record<string, Reader<T>>>
}

export function toEntity<T>(type: EntityType<T>, object: T): Entity {
  const properties: Record<string, Value> = { id: type.idOf(object) }
  for (const [name, read] of Object.entries({ ...type.shown, ...type.onRequest })) {
    properties[name] = read(object)
  }
  return { kind: type.kind, id: type.idOf(object), properties }
}
