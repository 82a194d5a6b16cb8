import type { Tourist } from './tourist.ts'

/** Every operation of `secrets.json`. */
export async function tourSecrets({ visit }: Tourist, base: string): Promise<void> {
  const set = await visit('SetSecret', 'PUT', `${base}/secrets/db`, {
    value: 'canary',
    contentType: 'text/plain',
  })
  const id = String(set.body.id)
  await visit('GetSecret', 'GET', id)
  await visit('UpdateSecret', 'PATCH', id, { tags: { team: 'web' } })
  await visit('GetSecrets', 'GET', `${base}/secrets`)
  await visit('GetSecretVersions', 'GET', `${base}/secrets/db/versions`)
  const backup = await visit('BackupSecret', 'POST', `${base}/secrets/db/backup`)
  await visit('DeleteSecret', 'DELETE', `${base}/secrets/db`)
  await visit('GetDeletedSecrets', 'GET', `${base}/deletedsecrets`)
  await visit('GetDeletedSecret', 'GET', `${base}/deletedsecrets/db`)
  await visit('RecoverDeletedSecret', 'POST', `${base}/deletedsecrets/db/recover`)
  await visit('DeleteSecret', 'DELETE', `${base}/secrets/db`)
  await visit('PurgeDeletedSecret', 'DELETE', `${base}/deletedsecrets/db`)
  await visit('RestoreSecret', 'POST', `${base}/secrets/restore`, { value: backup.body.value })
}
