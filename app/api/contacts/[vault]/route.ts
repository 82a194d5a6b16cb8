import { listContacts } from '#lib/features/contacts/list.ts'
import { contactsInput } from '#lib/features/contacts/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ vault: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(await listContacts(services, caller, parsed(contactsInput, await params))),
  )
}
