import 'server-only'
import type { Failure } from '#lib/domain/failure.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import type { UserClients } from './clients.ts'
import { type CallContext, translated } from './errors.ts'

/** Certificates of one vault as sealed files, as one user. Every method throws `FailureError`. */
export interface CertificateBackupGateway {
  /** All versions with keys and secrets, sealed by Azure: nobody else can open it. */
  backup(name: string): Promise<Uint8Array>
  restore(blob: Uint8Array): Promise<RestoredCertificate>
}

export interface RestoredCertificate {
  readonly name: string
  /** The newest one. */
  readonly version: string
}

export function certificateBackupGateway(
  clients: UserClients,
  vault: string,
): CertificateBackupGateway {
  const client = () => clients.certificates(vault)
  const context = (right: string, object: string): CallContext => ({
    plane: 'data',
    right: `certificates/${right}`,
    vault,
    object,
  })
  return {
    backup: (name) =>
      explained(backupWords, () =>
        translated(context('backup', `the certificate “${name}”`), async () => {
          const blob = await client().backupCertificate(name)
          if (blob === undefined) throw new Error('The vault answered without the backup.')
          return blob
        }),
      ),
    restore: (blob) =>
      explained(
        (failure, said) => restoreWords(failure, said, vault),
        () =>
          translated(context('restore', 'the certificate of the backup'), async () => {
            const { name, properties } = await client().restoreCertificateBackup(blob)
            return { name, version: properties.version ?? '' }
          }),
      ),
  }
}

type Change = Partial<Failure> | null

/** Runs a call whose refusals have causes of their own: what `reword` gives replaces the general words. */
async function explained<T>(
  reword: (failure: Failure, said: string) => Change,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    const said = error.cause instanceof Error ? error.cause.message : ''
    const change = reword(error.failure, said)
    throw change === null
      ? error
      : new FailureError({ ...error.failure, ...change }, { cause: error })
  }
}

/** https://learn.microsoft.com/azure/key-vault/general/backup#limitations */
function backupWords({ code }: Failure, said: string): Change {
  if (code !== 'invalid-input' || !/versions/i.test(said)) return null
  return {
    title: 'It has too many versions for a backup',
    detail: 'Key Vault backs up at most 500 versions of one object, and takes all of them or none.',
    nextStep:
      'A single version cannot be removed. Make a new certificate under another name and let its users move to it; export the versions that you need.',
  }
}

/** The texts are those of recorded answers: a blob that is not opened is refused for every cause alike. */
function restoreWords({ code }: Failure, said: string, vault: string): Change {
  if (code === 'invalid-input' && /decrypt|backup/i.test(said)) {
    const detail = `Azure cannot open this file for ${vault}. It does not say why.`
    return {
      title: 'The backup was not restored',
      detail,
      nextStep:
        'It must be the backup of a certificate (not of a key or a secret), unchanged, and from a vault of the same subscription and the same Azure geography as this one.',
      fields: { file: [detail] },
    }
  }
  const name = /\/certificates\/([0-9a-z-]+)/i.exec(said)?.[1]
  const one = name === undefined ? 'The certificate of the backup' : `“${name}”`
  if (code === 'name-deleted') {
    const detail = `${vault} holds a deleted certificate, key or secret of the same name, and keeps the name for it.`
    return {
      detail,
      nextStep: 'Recover that one instead, or purge it and restore again.',
      fields: { file: [detail] },
    }
  }
  if (code === 'conflict') {
    const detail = `${one} is already in ${vault}, or a key or a secret has its name. A restore never replaces anything.`
    return {
      title: 'The name is taken in this vault',
      detail,
      nextStep:
        'Restore into another vault of the same subscription and geography, or delete and purge the one that is there.',
      fields: { file: [detail] },
    }
  }
  return null
}
