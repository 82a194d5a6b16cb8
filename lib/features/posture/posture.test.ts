import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { listAccessPolicies } from '../access-policies/list.ts'
import { updateAccessPolicy } from '../access-policies/update.ts'
import { listContacts } from '../contacts/list.ts'
import { updateContacts } from '../contacts/update.ts'
import { getVault } from '../vaults/get.ts'
import { getPosture } from './get.ts'

let test: TestConsole
let ops: Caller

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
})
afterEach(() => test.cloud.control('DELETE', 'faults'))
afterAll(() => test.close())

async function outcomeOf(vault: string, id: string) {
  const { checks } = await getPosture(test.services, ops, { vault })
  return checks.find((check) => check.id === id)?.outcome
}

describe('checks of a vault', () => {
  it('say what the cloud itself holds', async () => {
    expect(await outcomeOf('contoso-prod', 'no-logs')).toBe('kept')
    expect(await outcomeOf('contoso-iot-lab', 'no-logs')).toMatchObject({
      fix: { at: 'logs' },
    })
    expect(await outcomeOf('contoso-prod', 'over-wide-policy')).toMatchObject({
      who: expect.arrayContaining([
        expect.objectContaining({ name: 'Olga Prentice', kind: 'user' }),
      ]),
    })
    // On Azure roles nobody has an entry, and whoever administers may purge.
    expect(await outcomeOf('contoso-shared', 'over-wide-policy')).toBe('kept')
    expect(await outcomeOf('contoso-shared', 'purge-rights')).toMatchObject({
      fix: { at: 'roles' },
    })
  })

  it('leave unchecked what may not be read, and name the right', async () => {
    const host = 'management.azure.com'
    const { id } = await getVault(test.services, ops, { vault: 'contoso-shared' })
    const path = `${id}/providers/Microsoft.Authorization/roleAssignments`
    await test.cloud.control('POST', 'faults', { host, path, status: 403, count: 50 })
    const { checks, unread } = await getPosture(test.services, ops, { vault: 'contoso-shared' })
    const unchecked = checks.filter(({ outcome }) => outcome === 'unread').map(({ id }) => id)
    expect(unchecked).toEqual([
      'purge-rights',
      'more-than-get',
      'developers-in-production',
      'shared-application',
    ])
    expect(unread).toMatchObject([{ right: 'Microsoft.Authorization/roleAssignments/read' }])
  })

  it('compare environments, by entries and by roles', async () => {
    const vault = 'contoso-prod'
    expect(await outcomeOf(vault, 'developers-in-production')).toBe('kept')
    const dana = test.cloud.credentials.users.find((one) =>
      one.userPrincipalName.startsWith('dev@'),
    )
    const entry = { vault, objectId: dana?.objectId ?? '', applicationId: null }
    const { rows } = await listAccessPolicies(test.services, ops, { vault })
    const held = rows.find(({ objectId }) => objectId === entry.objectId)?.permissions
    const before = { certificates: [...(held?.certificates ?? [])] }
    const after = { ...before, secrets: ['get'] }
    await updateAccessPolicy(test.services, ops, { ...entry, before, after })
    expect(await outcomeOf(vault, 'developers-in-production')).toMatchObject({
      who: [expect.objectContaining({ name: 'Dana Whitfield' })],
      fix: { at: 'access' },
    })
    await updateAccessPolicy(test.services, ops, {
      ...entry,
      before: after,
      after: before,
    })
    expect(await outcomeOf(vault, 'developers-in-production')).toBe('kept')
  })

  it('see what was mended', async () => {
    const vault = 'contoso-prod'
    const before = [...(await listContacts(test.services, ops, { vault }))]
    await updateContacts(test.services, ops, { vault, before, contacts: [] })
    expect(await outcomeOf(vault, 'no-contacts')).toMatchObject({ fix: { at: 'contacts' } })
    const contacts = [{ name: '', email: 'pki@contoso.example', phone: '' }]
    await updateContacts(test.services, ops, { vault, before: [], contacts })
    expect(await outcomeOf(vault, 'no-contacts')).toBe('kept')
  })
})
