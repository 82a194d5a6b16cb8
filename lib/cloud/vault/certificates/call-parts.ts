import type { VaultCall } from '../call.ts'
import { notFound, type ObjectKind } from '../errors.ts'
import { checkName, checkVersion } from '../identifiers.ts'
import { type JsonObject, optionalBoolean, optionalObject } from '../json.ts'
import type { WireContext } from '../wire/certificate-bundle.ts'

/** The checked name of the path. */
export function nameOf(call: VaultCall): string {
  return checkName(call.path.name ?? '')
}

/** The checked version of the path; null when the path ends before it, which means the latest. */
export function versionOf(call: VaultCall): string | null {
  const version = call.path.version
  return version === undefined ? null : checkVersion(version)
}

export function wireOf(call: WireContext): WireContext {
  return { base: call.base, vault: call.vault, apiVersion: call.apiVersion }
}

/** The 404 of a name or of one of its versions. */
export function missing(kind: ObjectKind, name: string, version: string | null): Error {
  return notFound(kind, version === null ? name : `${name}/${version}`)
}

/** `attributes.enabled` of a body. Other attributes of a certificate cannot be set. */
export function readEnabled(body: JsonObject): boolean | undefined {
  return optionalBoolean(optionalObject(body, 'attributes') ?? {}, 'enabled')
}
