import { getMigration } from '#lib/features/permission-model/get.ts'
import { getMigrationInput } from '#lib/features/permission-model/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ vault: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(await getMigration(services, caller, parsed(getMigrationInput, await params))),
  )
}
