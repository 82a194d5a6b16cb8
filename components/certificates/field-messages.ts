import type { Failure } from '#lib/domain/failure.ts'

/** The first message of each field that a failure names, as `[path, message]`. */
export function fieldMessages(failure: Failure): [path: string, message: string][] {
  return Object.entries(failure.fields ?? {}).flatMap(([path, messages]) => {
    const [first] = messages
    return first === undefined ? [] : [[path, first]]
  })
}

/**
 * True when every part of the failure has a place at a field, so that a panel about the whole form would
 * only repeat it.
 */
export function isAllAtFields(failure: Failure, hasField: (path: string) => boolean): boolean {
  const messages = fieldMessages(failure)
  return messages.length > 0 && messages.every(([path]) => hasField(path))
}
