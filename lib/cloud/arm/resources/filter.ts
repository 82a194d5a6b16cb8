import { ArmError } from '../errors.ts'
import type { VaultRecord } from '../vaults/vault-record.ts'
import { vaultType } from '../vaults/wire.ts'

type Test = (vault: VaultRecord) => boolean

/** Members that a filter may name, each as the text that it is compared with. */
const members: Record<string, (vault: VaultRecord) => string> = {
  resourcetype: () => vaultType,
  name: (vault) => vault.name,
  resourcegroup: (vault) => vault.resourceGroup,
  location: (vault) => vault.location,
}

/**
 * The part of `$filter` that clients use on `…/resources`: comparisons `member eq 'text'` joined by
 * `and`, texts compared without case. Throws the service's 400 on anything else.
 * @see https://learn.microsoft.com/rest/api/resources/resources/list#uri-parameters
 */
export function parseFilter(filter: string | null): Test {
  if (filter === null || filter.trim() === '') return () => true
  const tests = filter.split(/ and /i).map((part): Test => {
    const [, name, quoted] = /^\s*(\w+)\s+eq\s+'((?:[^']|'')*)'\s*$/i.exec(part) ?? []
    const read = name === undefined ? undefined : members[name.toLowerCase()]
    if (read === undefined || quoted === undefined) {
      throw new ArmError(
        400,
        'InvalidFilterInQueryString',
        `Invalid $filter '${filter}' specified in the query string.`,
      )
    }
    const wanted = quoted.replaceAll("''", "'").toLowerCase()
    return (vault) => read(vault).toLowerCase() === wanted
  })
  return (vault) => tests.every((test) => test(vault))
}
