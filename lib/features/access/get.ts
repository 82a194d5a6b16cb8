import 'server-only'
import { type AccessTarget, accessPaths } from '#lib/domain/access/effective-access.ts'
import type { VaultAccess } from '#lib/domain/access/facts.ts'
import { describeOperations } from '#lib/domain/access/given-operations.ts'
import { privateKeyPaths } from '#lib/domain/access/private-key.ts'
import { selfGrants } from '#lib/domain/access/self-grant.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { getCertificate } from '../certificates/get.ts'
import { attempt } from '../partial.ts'
import { readDirectory } from '../principals/internal.ts'
import type { Services } from '../services.ts'
import {
  byHolder,
  describePrincipal,
  describeSelfGrant,
  describeWay,
  groupsOf,
  readVaultAccess,
} from './internal.ts'
import type { AccessHolder, GetAccessInput, KeyHolder, VaultAccessReport } from './schema.ts'

/**
 * Who can do what in a vault and by which entry or role, and who could let themselves in; with a
 * certificate, also who reaches its private key; with a key or secret, who can do what with that one. What roles say is left out, and said so, where the
 * caller may not read them; who stands behind ids, where the directory does not tell. Throws `FailureError`.
 */
export async function getAccess(
  services: Services,
  caller: Caller,
  input: GetAccessInput,
): Promise<VaultAccessReport> {
  authorize(caller, 'SecurityOperations')
  const [read, key] = await Promise.all([
    readVaultAccess(services, caller, input.vault),
    input.certificate === undefined
      ? null
      : readKey(services, caller, input.vault, input.certificate),
  ])
  const { access, rolesUnread } = read
  const paths = accessPaths(access, targetOf(input.object))
  const granters = selfGrants(access)
  const keyPaths = key === null ? [] : privateKeyPathsOf(access, key)
  const directory = await readDirectory(
    services,
    caller,
    [...paths, ...granters, ...keyPaths].map(({ principalId }) => principalId),
    access.policies.flatMap(({ applicationId }) => applicationId ?? []),
  )
  const principal = (id: string) => describePrincipal(id, access, directory, caller)
  const held = <T extends { readonly principalId: string }>(all: readonly T[]) =>
    byHolder(all, directory, caller)
  return {
    permissionModel: access.permissionModel,
    network: read.network,
    rolesUnread,
    ignoredPolicies: access.permissionModel === 'rbac' ? access.policies.length : 0,
    groups: groupsOf(
      paths.map(({ principalId }) => principalId),
      directory,
      caller,
    ),
    directoryUnread: directory.namesUnread ?? directory.membersUnread,
    holders: held(paths).map(
      ({ id, items }): AccessHolder => ({
        principal: principal(id),
        ways: items.map(({ item, group }) => ({
          ...describeWay(item.evidence, group, read, directory),
          gives: describeOperations(item.operations),
        })),
      }),
    ),
    selfGranters: held(granters).map(({ id, items }) => ({
      principal: principal(id),
      ways: items.map(({ item, group }) => describeSelfGrant(item, group, read, directory)),
    })),
    key: key && {
      ...key,
      holders: held(keyPaths).map(({ id, items }) => ({
        principal: principal(id),
        ways: together(
          items.map(({ item, group }) => ({
            reach: item.reach,
            way: describeWay(item.path.evidence, group, read, directory),
            operations: item.path.operations.map((one) => one.label),
          })),
        ),
      })),
    },
  }
}

/** `keys/signing` as what is asked about; null for the whole vault. */
function targetOf(object: string | undefined): AccessTarget | null {
  const [area, name = ''] = object?.split('/') ?? []
  return area === 'keys' || area === 'secrets' ? { area, object: name } : null
}

type KeyWay = KeyHolder['ways'][number]

interface KeyFacts {
  readonly certificate: string
  readonly exportable: boolean | null
}

/** Whether the key may leave the vault: the policy says it. Not everybody may read that. */
async function readKey(
  services: Services,
  caller: Caller,
  vault: string,
  name: string,
): Promise<KeyFacts> {
  const read = await attempt(() => getCertificate(services, caller, { vault, name }))
  return { certificate: name, exportable: read.ok ? (read.value.policy?.exportable ?? null) : null }
}

/** Where nobody knows whether the key can be read, it counts as one that can. */
function privateKeyPathsOf(access: VaultAccess, { certificate, exportable }: KeyFacts) {
  return privateKeyPaths(access, { name: certificate, exportable: exportable ?? true }).map(
    (one) => ({ ...one, principalId: one.path.principalId }),
  )
}

/** What one entry or assignment reaches in the same way stands in one line. */
function together(ways: readonly KeyWay[]): KeyWay[] {
  const same = Map.groupBy(ways, ({ reach, way }) => JSON.stringify([reach, way]))
  return [...same.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [{ ...first, operations: [first, ...others].flatMap((one) => one.operations) }],
  )
}
