import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { invariant } from '#lib/base/invariant.ts'
import {
  assignmentsAbove,
  assignmentsBelow,
  deleteAssignment,
  insertRoleAssignment,
} from '#lib/cloud/arm/authorization/assignments.ts'
import { putCustomRole } from '#lib/cloud/arm/authorization/roles.ts'
import { findVaultByHostName, updateVault } from '#lib/cloud/arm/vaults/table.ts'
import { loadCredentials } from '#lib/cloud/login/credentials.ts'
import { seedDirectory } from '#lib/cloud/login/seed.ts'
import { ensureEstate } from '#lib/cloud/sample/sample.ts'
import { requirements } from '#lib/cloud/vault/enforcement-table.ts'
import { openVaultUnderTest, type VaultUnderTest } from '#lib/cloud/vault/vault-under-test.ts'
import { hardening, patience } from '#lib/testing/harden.ts'
import { builtInRoles } from '../roles/built-in-roles.ts'
import type { VaultAccess } from './facts.ts'
import { type MigrationChoice, type PrincipalMigration, planMigration } from './migration.ts'

/*
 * What a plan says is lost and gained, against the embedded vaults: everybody asks for everything
 * before, after and once it is undone. The vaults share no code with the plan.
 */

let folder: string
let world: VaultUnderTest
let now = Date.parse('2026-05-01T08:00:00.000Z')

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-migration-'))
  mkdirSync(join(folder, 'cloud'))
  world = await openVaultUnderTest()
  const credentials = await loadCredentials(world.ctx.store, folder, 'contoso.example')
  await seedDirectory(world.ctx.store, credentials, [])
  world.ctx.tenant = { id: credentials.tenantId, domain: 'contoso.example' }
  await ensureEstate(world.ctx, credentials, { sample: true })
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

function record(name: string) {
  const vault = findVaultByHostName(world.ctx.store, name)
  invariant(vault, `${name} is there`)
  return vault
}

/** The vault as our rules are told it. */
function told(name: string): VaultAccess {
  const vault = record(name)
  const { store } = world.ctx
  const assignments = [...assignmentsAbove(store, vault.id), ...assignmentsBelow(store, vault.id)]
  return {
    id: vault.id,
    tenantId: vault.tenantId,
    permissionModel: vault.enableRbacAuthorization === true ? 'rbac' : 'access-policies',
    policies: vault.accessPolicies.map((entry) => ({
      ...entry,
      applicationId: entry.applicationId ?? null,
    })),
    assignments: assignments.map(({ roleId, ...one }) => ({ ...one, roleDefinitionId: roleId })),
    definitions: builtInRoles,
  }
}

/** Over what the vault gives each operation, by asking it. The one object with roles of its own is a secret. */
async function found(name: string, objectId: string): Promise<Map<string, string>> {
  // Past the service's limit of requests in ten seconds.
  now += 20_000
  world.setNow(new Date(now))
  const ask = async (method: string, path: string, object: string): Promise<boolean> => {
    const { status, body } = await world.send(
      method,
      `https://${name}.vault.azure.net${path.replace(/\/x(?=\/|$)/, `/${object}`)}`,
      {
        as: { tid: world.ctx.tenant.id, oid: objectId, groups: [] },
        remoteAddress: '127.0.0.1',
        ...(['GET', 'DELETE'].includes(method) ? {} : { body: {} }),
      },
    )
    expect([401, 429]).not.toContain(status)
    return !/^ForbiddenBy(Policy|Rbac)/.test(body?.error?.innererror?.code ?? '')
  }
  const answers = await Promise.all(
    requirements.map(async ({ operation, method, path }) => {
      const vault = ask(method, path, 'nobodys')
      const one = /^\/(deleted)?secrets\/x/.test(path) && ask(method, path, 'idp-signing')
      return [operation, (await vault) ? 'vault' : (await one) ? 'objects' : 'none'] as const
    }),
  )
  const extents = new Map(answers)
  // An operation with two calls: both have to agree.
  for (const [operation, extent] of answers) expect(extents.get(operation)).toBe(extent)
  return extents
}

const ranks = ['none', 'objects', 'vault']
function moved(before: Map<string, string>, after: Map<string, string>, up: boolean): string[] {
  return [...before]
    .filter(([id, extent]) => {
      const step = ranks.indexOf(after.get(id) ?? '') - ranks.indexOf(extent)
      return up ? step > 0 : step < 0
    })
    .map(([id]) => id)
    .sort()
}

const customId = '99999999-0000-4000-8000-000000000009'

/** Does what the choice says, in the cloud's own store; returns what undoes it. */
async function apply(name: string, principalId: string, { grant }: MigrationChoice) {
  const vault = record(name)
  const ids: string[] = []
  await world.ctx.store.write((db) => {
    const enableRbacAuthorization = grant.by === 'roles'
    const entry = { tenantId: vault.tenantId, objectId: principalId }
    if (grant.by === 'roles') {
      for (const [at, role] of grant.roles.entries()) {
        const id = `99999999-1111-4111-8111-${String(at).padStart(12, '0')}`
        if (role.id === '') {
          const { dataActions } = role
          const lists = { actions: ['*'], notActions: [], dataActions, notDataActions: [] }
          const rest = { name: 'Custom', description: '', assignableScopes: ['/'] }
          putCustomRole(
            db,
            { id: customId, ...rest, ...lists, dataActions: [...dataActions] },
            new Date(now),
            'test',
          )
        }
        const roleId = role.id === '' ? customId : role.id
        const who = { principalId, principalType: 'User' as const }
        const made = { createdAt: new Date(0), createdBy: 'test' }
        insertRoleAssignment(db, { id, scope: vault.id, roleId, ...who, ...made })
        ids.push(id)
      }
      updateVault(db, { ...vault, enableRbacAuthorization })
    } else {
      const { keys, secrets, certificates } = grant.permissions
      const permissions = {
        keys: [...keys],
        secrets: [...secrets],
        certificates: [...certificates],
      }
      const accessPolicies = [...vault.accessPolicies, { ...entry, permissions }]
      updateVault(db, { ...vault, enableRbacAuthorization, accessPolicies })
    }
  })
  return () =>
    world.ctx.store.write((db) => {
      for (const id of ids) deleteAssignment(db, id)
      updateVault(db, vault)
    })
}

/** One of those for whom the plan is the same. */
function different(principals: readonly PrincipalMigration[]): PrincipalMigration[] {
  return [...new Map(principals.map((one) => [JSON.stringify(one.choices), one])).values()]
}

it.each(['contoso-prod', 'petdash-prod', 'contoso-dev', 'contoso-shared', 'contoso-iot-lab'])(
  'on %s each principal loses and gains what the plan says, and has it back when it is undone',
  async (name) => {
    const { principals } = planMigration(told(name))
    expect(principals.length).toBeGreaterThan(3)
    let changes = 0
    for (const { principalId, choices } of hardening ? principals : different(principals)) {
      const before = await found(name, principalId)
      for (const choice of choices) {
        const undo = await apply(name, principalId, choice)
        const after = await found(name, principalId)
        const ids = (of: MigrationChoice['lost']) => of.map(({ operation }) => operation.id).sort()
        expect({ kind: choice.kind, lost: ids(choice.lost), gained: ids(choice.gained) }).toEqual({
          kind: choice.kind,
          lost: moved(before, after, false),
          gained: moved(before, after, true),
        })
        changes += choice.lost.length + choice.gained.length
        await undo()
      }
      expect(await found(name, principalId)).toEqual(before)
    }
    expect(changes).toBeGreaterThan(0)
  },
  patience(60_000),
)
