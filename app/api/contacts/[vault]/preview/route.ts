import { previewMails } from '#lib/features/contacts/preview-mails.ts'
import { contactsInput } from '#lib/features/contacts/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ vault: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(await previewMails(services, caller, parsed(contactsInput, await params))),
  )
}
