import { listSubscriptionPlaces } from '#lib/features/vault-life/list-places.ts'
import { subscriptionInput } from '#lib/features/vault-life/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ subscription: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) => {
    const { subscription: subscriptionId } = await params
    return json(
      await listSubscriptionPlaces(services, caller, parsed(subscriptionInput, { subscriptionId })),
    )
  })
}
