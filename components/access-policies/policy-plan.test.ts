import { describe, expect, it } from 'vitest'
import type { Permissions } from '#lib/domain/permissions/catalogue.ts'
import { permissionSet } from '#lib/domain/permissions/sets.ts'
import type { AccessPolicies, PolicyRow } from '#lib/features/access-policies/schema.ts'
import { isEmptied, planCopy, planEdit } from './policy-plan.ts'

const tenantId = '11111111-1111-4111-8111-111111111111'

function row(at: number, permissions: Permissions): PolicyRow {
  const objectId = `22222222-2222-4222-8222-${String(at).padStart(12, '0')}`
  const principal = { id: objectId, kind: null, name: `P${at}`, address: null }
  return {
    tenantId,
    objectId,
    applicationId: null,
    permissions,
    application: null,
    principal: { ...principal, isUnknown: false, isYou: false },
  }
}

function policies(vault: string, rows: readonly PolicyRow[]): AccessPolicies {
  const id = `/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/${vault}`
  const rest = { groups: [], directoryUnread: null, permissionModel: 'access-policies' as const }
  return { id, tenantId, rows, ...rest }
}

const rows = [row(1, { secrets: ['get'] }), row(2, { secrets: ['get', 'list'] })]

describe('planEdit', () => {
  it('leaves out what it changes nothing of', () => {
    const plan = planEdit(
      'a',
      policies('a', rows),
      rows,
      'give',
      permissionSet({ secrets: ['list'] }),
    )
    expect(plan.map(({ title, words }) => [title, ...words])).toEqual([
      ['P1 in a', 'Secrets: gains List'],
    ])
    expect(plan[0]?.input).toMatchObject({
      before: { secrets: ['get'] },
      after: { secrets: ['get', 'list'] },
    })
  })

  it('knows an entry of which nothing would be left', () => {
    const plan = planEdit(
      'a',
      policies('a', rows),
      rows,
      'take',
      permissionSet({ secrets: ['get'] }),
    )
    expect(plan.map(isEmptied)).toEqual([true, false])
  })
})

describe('planCopy', () => {
  it('adds to what the principal has there, and takes nothing', () => {
    const there = policies('b', [row(2, { keys: ['get'], secrets: ['purge'] })])
    const plan = planCopy('b', there, rows)
    expect(plan.map(({ input }) => [input.before, input.after.keys, input.after.secrets])).toEqual([
      [null, [], ['get']],
      [
        { keys: ['get'], secrets: ['purge'], certificates: [], storage: [] },
        ['get'],
        ['get', 'list', 'purge'],
      ],
    ])
    expect(planCopy('b', policies('b', rows), rows)).toEqual([])
  })
})
