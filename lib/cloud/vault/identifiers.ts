import { randomUUID } from 'node:crypto'
import { badParameter } from './errors.ts'

const objectName = /^[0-9a-zA-Z-]{1,127}$/
const objectVersion = /^[0-9a-f]{32}$/i

/** Checks an object's name, 1 to 127 letters, digits and dashes, and returns it as it was spelled. */
export function checkName(name: string): string {
  if (!objectName.test(name)) {
    throw badParameter(`The request URI contains an invalid name: ${name}`)
  }
  return name
}

/** Checks a version and returns it in lower case, as it is stored. */
export function checkVersion(version: string): string {
  if (!objectVersion.test(version)) {
    throw badParameter(`The request URI contains an invalid version: ${version}`)
  }
  return version.toLowerCase()
}

/** A new version or request id: a random GUID without dashes. */
export function newVersion(): string {
  return randomUUID().replaceAll('-', '')
}

/** The form under which names are matched: the service ignores their case. */
export function keyOf(name: string): string {
  return name.toLowerCase()
}
