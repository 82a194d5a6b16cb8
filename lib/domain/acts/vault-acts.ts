import { since } from './since.ts'

/** What a look tells about an act whose answer was lost. */
export interface Looked {
  readonly outcome: 'done' | 'failed'
  /** What was seen, in words. */
  readonly seen: string
}

/** A vault as Resource Manager tells it now. */
export interface VaultNow {
  /** Of its last change, whatever it was; null when Azure does not say. */
  readonly modifiedOn: Date | null
}

type Look = (vault: VaultNow | null, at: Date) => Looked | null

const done = (seen: string): Looked => ({ outcome: 'done', seen })
const failed = (seen: string): Looked => ({ outcome: 'failed', seen })

const changed: Look = (vault, at) => {
  if (vault === null) return failed('there is no such vault')
  const seen = vault.modifiedOn === null ? null : since(at, [vault.modifiedOn])
  if (seen === null) return null
  return seen
    ? done('the vault was changed at that time')
    : failed('the vault was not changed at that time')
}

/** What is done to a vault itself. Whatever else changed it then counts as this: Azure keeps one time. */
const looks: Readonly<Record<string, Look>> = {
  'vaults.create': changed,
  'vaults.update': changed,
  'vaults.delete': (vault) =>
    vault === null ? done('the vault is not there any more') : failed('the vault is still there'),
  'vaults.recover': (vault) =>
    vault === null ? failed('the vault is not back') : done('the vault is back'),
  'network.update': changed,
  'network.create-temporary-rule': changed,
  'network.delete-temporary-rule': changed,
  'access-policies.update': changed,
  'access-policies.delete': changed,
  'permission-model.update': changed,
}

/** Whether the vault tells something about acts of this kind. */
export function tellsOf(verb: string): boolean {
  return Object.hasOwn(looks, verb)
}

/**
 * What became of an act, by the vault as it is now; null when that tells nothing.
 * @param vault null: it is surely not among the vaults
 * @param at when it was asked for
 */
export function lookAtVault(verb: string, vault: VaultNow | null, at: Date): Looked | null {
  return looks[verb]?.(vault, at) ?? null
}
