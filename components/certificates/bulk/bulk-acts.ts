import type { LifetimeAction } from '#lib/domain/certificates/policy/lifetime.ts'
import type { CertificateWrite } from '#lib/domain/show-as-code/write.ts'
import { type ActionResult, failureFrom } from '#lib/features/api/client.ts'
import { createBackup } from '#lib/features/certificate-backups/client.ts'
import {
  deleteCertificate,
  purgeCertificate,
  recoverCertificate,
} from '#lib/features/certificates/client.ts'
import type { CertificateRef } from '#lib/features/certificates/schema.ts'
import { updateLifetime, updateNewest } from '#lib/features/fleet/client.ts'
import { saveFile } from '../page/save-file.ts'

export type BulkAct =
  | 'backup'
  | 'delete'
  | 'recover'
  | 'purge'
  | 'enable'
  | 'disable'
  | 'tag'
  | 'lifetime'

export type Tags = Readonly<Record<string, string>>

/** What an act gives to each object. */
export interface BulkGift {
  /** To add. */
  readonly tags?: Tags
  /** What the vault shall do before the end. */
  readonly lifetimeAction?: LifetimeAction
}

export interface BulkObject extends CertificateRef {
  /** Why it is left out of the act, in a sentence: its vault forbids purging, for example. */
  readonly blocked?: string | null
  /** The newest, where it is known, and the tags that it has. */
  readonly version?: string | null
  readonly tags?: Tags
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
  readonly call: (object: CertificateRef, gift: BulkGift) => Promise<ActionResult<unknown>>
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
  backup: {
    verb: 'Back up',
    doing: 'Backing up',
    done: 'backed up',
    meaning:
      'All versions, with their keys and secrets, in one file a certificate. Azure seals it: nobody can read it, and it can only be restored into a vault of the same subscription and geography. The browser may ask whether this page may save several files.',
    right: 'certificates/backup',
    confirmed: false,
    call: async (object) => {
      try {
        saveFile(await createBackup(object))
        return { ok: true, data: object }
      } catch (error) {
        return { ok: false, failure: failureFrom(error) }
      }
    },
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
  enable: {
    verb: 'Enable',
    doing: 'Enabling',
    done: 'enabled',
    meaning: 'The newest version of each can be used again, with its key and its secret.',
    right: 'certificates/get, certificates/update',
    confirmed: false,
    call: ({ vault, name }) => updateNewest({ vault, name, enabled: true }),
  },
  disable: {
    verb: 'Disable',
    doing: 'Disabling',
    done: 'disabled',
    meaning:
      'The newest version of each can no longer be used, nor its key or its secret: applications that fetch them fail from now on. They can be enabled again at any time.',
    right: 'certificates/get, certificates/update',
    confirmed: true,
    call: ({ vault, name }) => updateNewest({ vault, name, enabled: false }),
  },
  tag: {
    verb: 'Tag',
    doing: 'Tagging',
    done: 'tagged',
    meaning:
      'The newest version of each gets these tags. Tags that it has stay; one of the same name gets the new value.',
    right: 'certificates/get, certificates/update',
    confirmed: false,
    call: ({ vault, name }, { tags }) => updateNewest({ vault, name, addTags: { ...tags } }),
  },
  lifetime: {
    verb: 'Change renewal of',
    doing: 'Changing renewal of',
    done: 'changed',
    meaning: 'The vault acts by the new rule from now on, for the current version, too.',
    right: 'certificates/get, certificates/update',
    confirmed: false,
    call: async ({ vault, name }, { lifetimeAction }) =>
      lifetimeAction === undefined
        ? { ok: true, data: null }
        : updateLifetime({ vault, name, lifetimeAction }),
  },
}

/** The act as code; nothing when a version is not known, since code has to name it. */
export function actAsCode(
  act: BulkAct,
  objects: readonly BulkObject[],
  { tags: added, lifetimeAction }: BulkGift,
): CertificateWrite[] {
  return objects.flatMap(({ vault, name, version, tags }): CertificateWrite[] => {
    if (act === 'delete' || act === 'recover' || act === 'purge' || act === 'backup')
      return [{ kind: act, vault, name }]
    if (act === 'lifetime') {
      return lifetimeAction
        ? [{ kind: 'update-policy', vault, name, policy: { lifetimeAction } }]
        : []
    }
    if (version == null) return []
    const on = { kind: 'update-version', vault, name, version } as const
    return [
      // The service replaces all tags of a version, so those that stay are sent as well.
      act === 'tag' ? { ...on, tags: { ...tags, ...added } } : { ...on, enabled: act === 'enable' },
    ]
  })
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
