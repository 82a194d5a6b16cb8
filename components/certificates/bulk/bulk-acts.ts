import {
  deleteCertificate,
  purgeCertificate,
  recoverCertificate,
} from '#lib/features/certificates/client.ts'
import type { CertificateRef } from '#lib/features/certificates/schema.ts'

export type BulkAct = 'delete' | 'recover' | 'purge'

export interface BulkObject extends CertificateRef {
  /** Why it is left out of the act, in a sentence: its vault forbids purging, for example. */
  readonly blocked?: string | null
}

interface ActWords {
  readonly verb: string
  readonly doing: string
  /** As in `3 certificates deleted`. */
  readonly done: string
  /** What happens, and whether it can be undone. */
  readonly meaning: string
  readonly right: string
  /** Typed before it is done. */
  readonly confirmed: boolean
  readonly call: (object: CertificateRef) => ReturnType<typeof deleteCertificate>
}

export const bulkActs: Readonly<Record<BulkAct, ActWords>> = {
  delete: {
    verb: 'Delete',
    doing: 'Deleting',
    done: 'deleted',
    meaning:
      'All versions go, with their keys and secrets. Applications that use them fail from now on. They can be recovered until the retention of their vault is over.',
    right: 'certificates/delete',
    confirmed: true,
    call: ({ vault, name }) => deleteCertificate({ vault, name, confirm: name }),
  },
  recover: {
    verb: 'Recover',
    doing: 'Recovering',
    done: 'recovered',
    meaning: 'All versions come back, with their keys and secrets, as they were when deleted.',
    right: 'certificates/recover',
    confirmed: false,
    call: ({ vault, name }) => recoverCertificate({ vault, name }),
  },
  purge: {
    verb: 'Purge',
    doing: 'Purging',
    done: 'purged',
    meaning:
      'All versions, their private keys and their secrets are destroyed. Nobody can bring them back, Microsoft included. The names become free again.',
    right: 'certificates/purge',
    confirmed: true,
    call: ({ vault, name }) => purgeCertificate({ vault, name, confirm: name }),
  },
}

/** `1 certificate`, `1,200 certificates`. */
export function certificateCount(count: number): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'certificate' : 'certificates'}`
}

/** What has to be typed: the name of a single one, else the act and how many. */
export function confirmPhrase(act: BulkAct, objects: readonly CertificateRef[]): string {
  const [only] = objects
  return objects.length === 1 && only !== undefined
    ? only.name
    : `${bulkActs[act].verb.toLowerCase()} ${objects.length}`
}

/** `in contoso-prod`, `in 3 vaults`: where the objects are. */
export function placeWords(objects: readonly CertificateRef[]): string {
  const vaults = new Set(objects.map(({ vault }) => vault))
  const [only] = vaults
  return vaults.size === 1 ? `in ${only}` : `in ${vaults.size} vaults`
}
