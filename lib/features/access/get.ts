import 'server-only'
import {
  type AccessPath,
  accessPaths,
  type PathEvidence,
} from '#lib/domain/access/effective-access.ts'
import type { VaultAccess } from '#lib/domain/access/facts.ts'
import { dataOperations } from '#lib/domain/access/operations.ts'
import { privateKeyPaths } from '#lib/domain/access/private-key.ts'
import { selfGrants } from '#lib/domain/access/self-grant.ts'
import { areaLabels, permissionAreas } from '#lib/domain/permissions/catalogue.ts'
import { scopeWords } from '#lib/domain/roles/scope.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { getCertificate } from '../certificates/get.ts'
import { attempt } from '../partial.ts'
import type { Services } from '../services.ts'
import { readVaultAccess } from './internal.ts'
import type { AccessHolder, AccessWay, GetAccessInput, VaultAccessReport } from './schema.ts'

/**
 * Who can do what in a vault and by which entry or role, and who could let themselves in; with a
 * certificate, also who reaches its private key. What roles say is left out, and said so, where the
 * caller may not read them. Throws `FailureError`.
 */
export async function getAccess(
  services: Services,
  caller: Caller,
  input: GetAccessInput,
): Promise<VaultAccessReport> {
  authorize(caller, 'SecurityOperations')
  const [{ access, rolesUnread }, key] = await Promise.all([
    readVaultAccess(services, caller, input.vault),
    input.certificate === undefined
      ? null
      : readKey(services, caller, input.vault, input.certificate),
  ])
  const types = new Map(
    access.assignments.map((one) => [one.principalId.toLowerCase(), one.principalType]),
  )
  const principal = (id: string) => ({
    id,
    type: types.get(id.toLowerCase()) ?? null,
    isYou: id.toLowerCase() === caller.userId.toLowerCase(),
  })
  return {
    permissionModel: access.permissionModel,
    rolesUnread,
    ignoredPolicies: access.permissionModel === 'rbac' ? access.policies.length : 0,
    holders: byPrincipal(accessPaths(access)).map(
      (paths): AccessHolder => ({
        principal: principal(paths[0]?.principalId ?? ''),
        ways: paths.map((path) => ({ ...wayOf(path.evidence), gives: givenBy(path) })),
      }),
    ),
    selfGranters: selfGrants(access).map((one) => ({
      principal: principal(one.principalId),
      way: wayOf({ by: 'role', assignment: one.assignment, role: one.role }),
      actions: one.actions,
      how: one.how,
      conditional: one.conditional,
    })),
    key: key && {
      ...key,
      holders: keyHolders(access, key).map(({ reach, path }) => ({
        reach,
        principal: principal(path.principalId),
        way: wayOf(path.evidence),
        operations: path.operations.map((one) => one.label),
      })),
    },
  }
}

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
function keyHolders(access: VaultAccess, { certificate, exportable }: KeyFacts) {
  return privateKeyPaths(access, { name: certificate, exportable: exportable ?? true })
}

function byPrincipal(paths: readonly AccessPath[]): AccessPath[][] {
  return [...Map.groupBy(paths, ({ principalId }) => principalId.toLowerCase()).values()]
}

function wayOf(evidence: PathEvidence): AccessWay {
  if (evidence.by === 'policy') {
    const { applicationId } = evidence.policy
    return {
      by: 'policy',
      applicationId,
      role: null,
      scope: null,
      scopeWords: null,
      condition: null,
    }
  }
  const { assignment, role } = evidence
  return {
    by: 'role',
    applicationId: null,
    role: role.name,
    scope: assignment.scope,
    scopeWords: scopeWords(assignment.scope),
    condition: assignment.condition,
  }
}

function givenBy({ operations }: AccessPath) {
  return permissionAreas
    .map((area) => {
      const given = operations.filter((one) => one.area === area)
      const all = dataOperations.filter((one) => one.area === area)
      return {
        area,
        label: areaLabels[area],
        everything: given.length === all.length,
        operations: given.map((one) => one.label),
      }
    })
    .filter(({ operations: given }) => given.length > 0)
}
