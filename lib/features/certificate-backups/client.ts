import { type Download, postForFile, postJson } from '../api/client.ts'
import type { CreateBackupInput, Restored } from './schema.ts'

const part = encodeURIComponent

/** A file of a certificate with all its versions; recorded. Throws `FailureError`. */
export function createBackup({ vault, name }: CreateBackupInput): Promise<Download> {
  return postForFile(`/api/certificate-backups/${part(vault)}/${part(name)}`, {})
}

/** Puts the certificate of a backup into the vault; recorded. Throws `FailureError`; field `file`. */
export function restoreBackup(vault: string, file: File): Promise<Restored> {
  const form = new FormData()
  form.set('file', file)
  return postJson<Restored>(`/api/certificate-backups/${part(vault)}`, form)
}
