import 'server-only'
import { isGuid } from '#lib/base/guid.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { attempt, partial } from '../partial.ts'
import type { Services } from '../services.ts'
import type { PartialList } from '../vaults/schema.ts'
import type { ListPrincipalsInput, Principal } from './schema.ts'

/**
 * Principals whose name or address begins with a text, or who have an object id or client id. A kind that
 * the person may not read is told among the failures. Throws `FailureError`.
 */
export async function listPrincipals(
  services: Services,
  caller: Caller,
  { q }: ListPrincipalsInput,
): Promise<PartialList<Principal>> {
  authorize(caller, 'SecurityOperations')
  const { graph } = services.azureOf(caller)
  const asked = isGuid(q)
    ? [
        () => graph.getByIds([q]),
        async () => [await graph.findByAppId(q)].filter((one) => one !== null),
      ]
    : [
        () => graph.searchUsers(q),
        () => graph.searchGroups(q),
        () => graph.searchServicePrincipals(q),
      ]
  const { values, failures } = partial(await Promise.all(asked.map((one) => attempt(one))))
  const items = [...new Map(values.flat().map((one) => [one.id, one])).values()]
  return { items: items.sort((a, b) => (a.name < b.name ? -1 : 1)), failures }
}
