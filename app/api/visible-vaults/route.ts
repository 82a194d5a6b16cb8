import { listVisibleVaults } from '#lib/features/vaults/list-visible.ts'
import { json, route } from '#lib/runtime/route.ts'

/** For the homes of developers and auditors: what Azure lets their own account see. */
export function GET(request: Request): Promise<Response> {
  return route(
    request,
    ['Developer', 'Auditor', 'SecurityOperations'],
    async ({ services, caller }) => json(await listVisibleVaults(services, caller)),
  )
}
