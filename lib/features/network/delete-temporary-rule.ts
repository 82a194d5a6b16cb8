import 'server-only'
import { FailureError } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { endOf, endRule, forgetRule } from './internal.ts'
import type { DeleteTemporaryRuleInput } from './schema.ts'

/** Takes a temporary rule away before its time, as the caller. Throws `FailureError`. */
export async function deleteTemporaryRule(
  services: Services,
  caller: Caller,
  { vault, id }: DeleteTemporaryRuleInput,
): Promise<{ rule: string }> {
  authorize(caller, 'SecurityOperations')
  const row = await services.store
    .selectFrom('temporary_rules')
    .selectAll()
    .where('id', '=', id)
    .where('vault', '=', vault.toLowerCase())
    .executeTakeFirst()
  if (row === undefined) {
    throw new FailureError({
      code: 'not-found',
      status: 404,
      title: 'There is no such temporary rule',
      detail: 'It has ended, or somebody closed it meanwhile.',
      nextStep: 'Reload the page to see the rules that there are.',
      vault,
    })
  }
  await recorded(services, caller, endOf(row), () => endRule(services.azureOf(caller), row))
  await forgetRule(services.store, row)
  return { rule: row.rule }
}
