import { createBackup } from '#lib/features/certificate-backups/create.ts'
import { createBackupInput } from '#lib/features/certificate-backups/schema.ts'
import { download, jsonBody, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ vault: string; name: string }>
}

/** A certificate with all its versions, sealed by Azure. POST, since it is recorded. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) => {
    // It says nothing, but only our own pages send it as JSON: a form of another site cannot.
    await jsonBody(request)
    return download(await createBackup(services, caller, parsed(createBackupInput, await params)))
  })
}
