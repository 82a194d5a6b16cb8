import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import type { RestoreBackupInput, Restored } from './schema.ts'

/**
 * Puts a backed-up certificate back with all its versions. Recorded under the name of the file, and under that
 * of the certificate as soon as Azure has told it. Throws `FailureError`.
 */
export async function restoreBackup(
  services: Services,
  caller: Caller,
  input: RestoreBackupInput,
): Promise<Restored> {
  authorize(caller, 'SecurityOperations')
  const { vault, fileName, blob } = input
  const gateway = services.azureOf(caller).certificateBackups(vault)
  return recorded(
    services,
    caller,
    { verb: 'certificates.restore', vault, object: `backups/${fileName}` },
    async () => ({ vault, ...(await gateway.restore(blob)) }),
    ({ name, version }) => ({ object: name, version }),
  )
}
