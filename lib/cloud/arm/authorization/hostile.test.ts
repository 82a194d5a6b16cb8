import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { signInApplication } from '#lib/testing/sign-in.ts'
import { compileCondition } from './condition/compile.ts'
import { ConditionError } from './condition/tokens.ts'

/** Whatever is written into roles, assignments and conditions is answered, refused in words, and soon. */
let cloud: TestCloud
let token: string
let scope: string

beforeAll(async () => {
  cloud = await startTestCloud()
  scope = `/subscriptions/${cloud.credentials.subscriptions[0]}`
  token = await signInApplication(cloud, 'automation', 'https://management.azure.com/.default')
})
afterAll(() => cloud.close())

const info = { remoteAddress: '127.0.0.1', tlsVersion: 'TLSv1.3' }

async function send(method: string, path: string, body?: string): Promise<number> {
  const started = performance.now()
  const answer = await cloud.cloud.fetch(
    new Request(`https://management.azure.com${scope}/providers/Microsoft.Authorization/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body }),
    }),
    info,
  )
  await answer.arrayBuffer()
  expect(performance.now() - started).toBeLessThan(1_000)
  return answer.status
}

/** Bodies with the right names and anything at all in them. */
const bodies = fc.record({
  properties: fc.oneof(
    fc.dictionary(
      fc.constantFrom(
        'roleDefinitionId',
        'principalId',
        'principalType',
        'condition',
        'conditionVersion',
        'roleName',
        'assignableScopes',
        'permissions',
      ),
      fc.jsonValue({ maxDepth: 3 }),
    ),
    fc.jsonValue(),
  ),
})

describe('hostile input', () => {
  it.each(['roleAssignments', 'roleDefinitions'])('bodies of %s', async (type) => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(bodies, fc.jsonValue()), async (body) => {
        const path = `${type}/${randomUUID()}?api-version=2022-04-01`
        expect(await send('PUT', path, JSON.stringify(body))).toBeLessThan(500)
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    ['no JSON', '{"properties":'],
    ['deep JSON', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['a name of the prototype', '{"__proto__":{"properties":{}},"properties":{"constructor":1}}'],
  ])('%s', async (_, body) => {
    const path = `roleAssignments/${randomUUID()}?api-version=2022-04-01`
    expect(await send('PUT', path, body)).toBe(400)
  })

  it('filters', async () => {
    for (const filter of [' and '.repeat(5_000), `${' '.repeat(20_000)}x`, "assignedTo('", '(']) {
      const query = `$filter=${encodeURIComponent(filter)}&api-version=2022-04-01`
      expect(await send('GET', `roleAssignments?${query}`)).toBe(400)
      expect(await send('GET', `roleDefinitions?${query}`)).toBe(400)
    }
  })

  it('conditions', () => {
    const word = fc.constantFrom(
      '(',
      ')',
      '!',
      'AND',
      'OR',
      '{',
      '}',
      ',',
      "ActionMatches{'*/read'}",
      '@Request[Microsoft.Authorization/roleAssignments:PrincipalId]',
      'StringEquals',
      "'a'",
      "'",
      '@',
    )
    const conditions = fc.oneof(
      fc.array(word, { maxLength: 40 }).map((words) => words.join(' ')),
      fc.string({ maxLength: 200 }),
    )
    fc.assert(
      fc.property(conditions, (text) => {
        try {
          compileCondition(text)({ action: 'Microsoft.KeyVault/vaults/read' })
        } catch (error) {
          expect(error).toBeInstanceOf(ConditionError)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
