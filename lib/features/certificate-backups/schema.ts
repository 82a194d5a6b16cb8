import * as z from 'zod/mini'
import { certificateRef } from '../certificates/schema.ts'
import { vaultName } from '../vaults/schema.ts'

export const createBackupInput = certificateRef
export type { CertificateRef as CreateBackupInput } from '../certificates/schema.ts'

export const restoreBackupInput = z.object({
  vault: vaultName,
  /** Of the file as the person has it: until Azure has opened the backup, nobody knows its certificate's name. */
  fileName: z.string().check(z.minLength(1), z.maxLength(255)),
})
export type RestoreBackupInput = z.infer<typeof restoreBackupInput> & { readonly blob: Uint8Array }

export interface Restored {
  readonly vault: string
  readonly name: string
  /** The newest one. */
  readonly version: string
}
