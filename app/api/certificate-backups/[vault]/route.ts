import { backupFileMaxBytes, backupFileProblem } from '#lib/domain/certificates/backup-file.ts'
import { restoreBackup } from '#lib/features/certificate-backups/restore.ts'
import { restoreBackupInput } from '#lib/features/certificate-backups/schema.ts'
import { formBody, invalid, json, parsed, route } from '#lib/runtime/route.ts'

/** Room for the boundaries around the file. */
const envelopeBytes = 8 * 1024

interface Context {
  params: Promise<{ vault: string }>
}

/** multipart/form-data with `file`: a server action takes no body as long as a backup may be. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) => {
    const file = (await formBody(request, backupFileMaxBytes + envelopeBytes)).get('file')
    const chosen = file instanceof File ? file : null
    const problem = backupFileProblem(chosen?.size ?? null)
    if (chosen === null || problem !== null) {
      const message = problem ?? 'Choose the file of a backup.'
      throw invalid(message, { file: [message] })
    }
    const input = parsed(restoreBackupInput, { ...(await params), fileName: chosen.name })
    const blob = new Uint8Array(await chosen.arrayBuffer())
    return json(await restoreBackup(services, caller, { ...input, blob }))
  })
}
