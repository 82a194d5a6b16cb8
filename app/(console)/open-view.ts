import 'server-only'
import { forbidden } from 'next/navigation'
import { type View, viewInfo } from '#components/shell/views.ts'
import type { Services } from '#lib/features/services.ts'
import { services } from '#lib/runtime/services.ts'
import type { Caller } from '#lib/session/caller.ts'
import { requireCaller } from '#lib/session/server.ts'

export interface OpenedView {
  readonly services: Services
  readonly caller: Caller
}

/**
 * The first line of every page of a view: who asks, and what to read with. Leads to sign-in without a
 * session; answers 403 and nothing else without the role.
 */
export async function openView(view: View): Promise<OpenedView> {
  const access = await requireCaller(viewInfo[view].role)
  if (!access.ok) forbidden()
  return { services: await services(), caller: access.caller }
}
