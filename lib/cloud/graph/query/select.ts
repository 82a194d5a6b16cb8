import { badRequest } from '../errors.ts'
import type { DirectoryView } from '../objects/directory.ts'
import type { Entity, EntityKind, Value } from '../objects/entity.ts'

/**
 * The names in `$select` in the spelling of the service, or null when nothing is selected. In a mixed
 * list a name is only a wish: not every kind of object has it.
 * @throws GraphError 400 for a property that the kind does not have
 */
export function selectedOf(
  url: URL,
  directory: DirectoryView,
  kind: EntityKind | null,
): string[] | null {
  const select = url.searchParams.get('$select')
  if (select === null || select.trim() === '') return null
  const asked = select.split(',').map((name) => name.trim())
  if (kind === null) return asked
  const known = directory.propertiesOf(kind)
  return asked.map((name) => {
    const found = known.find((one) => one.toLowerCase() === name.toLowerCase())
    if (found !== undefined) return found
    throw badRequest(
      `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type ` +
        `'microsoft.graph.${kind}'.`,
    )
  })
}

/** The named properties, without those that the object does not have. */
export function shapeEntity(entity: Entity, names: readonly string[]): Record<string, Value> {
  const shaped: Record<string, Value> = {}
  for (const name of names) {
    const value = entity.properties[name]
    if (value !== undefined) shaped[name] = value
  }
  return shaped
}
