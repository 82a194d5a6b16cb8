import { listMails } from '#lib/features/mails/list.ts'
import { listMailsInput } from '#lib/features/mails/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

export function GET(request: Request): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) => {
    const query = new URL(request.url).searchParams
    const input = parsed(listMailsInput, {
      vault: query.get('vault') ?? undefined,
      certificate: query.get('certificate') ?? undefined,
    })
    return json(await listMails(services, caller, input))
  })
}
