import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { FileReply } from '../certificates/download-public.ts'
import type { Services } from '../services.ts'
import type { CreateBackupInput } from './schema.ts'

/**
 * A certificate with all its versions, keys and secrets as a file that only Azure can open. The same bytes as
 * those of `az keyvault certificate backup`. Throws `FailureError`.
 */
export async function createBackup(
  services: Services,
  caller: Caller,
  input: CreateBackupInput,
): Promise<FileReply> {
  authorize(caller, 'SecurityOperations')
  const { vault, name } = input
  const gateway = services.azureOf(caller).certificateBackups(vault)
  return recorded(
    services,
    caller,
    { verb: 'certificates.backup', vault, object: name },
    async () => {
      const bytes = await gateway.backup(name)
      const day = services.clock.now().toISOString().slice(0, 10)
      const fileName = `${vault}-${name}-${day}.certificatebackup`
      return { bytes, contentType: 'application/octet-stream', fileName }
    },
  )
}
