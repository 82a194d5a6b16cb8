import { createBackup } from '#lib/features/certificate-backups/create.ts'
import { createBackupInput } from '#lib/features/certificate-backups/schema.ts'
import { download, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ vault: string; name: string }>
}

/** A certificate with all its versions, sealed by Azure. POST, since it is recorded. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    download(await createBackup(services, caller, parsed(createBackupInput, await params))),
  )
}
