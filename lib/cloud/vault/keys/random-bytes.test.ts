import { afterAll, beforeAll, expect, it } from 'vitest'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'

let under: VaultUnderTest
beforeAll(async () => {
  under = await openVaultUnderTest()
  await under.addVault({ name: 'gold', sku: { family: 'A', name: 'premium' } })
  await under.addVault({ name: 'kv' })
})
afterAll(() => under.close())

const ask = (host: string, count: unknown) =>
  under.send('POST', `https://${host}.vault.azure.net/rng`, { body: { count } })

it.each([1, 16, 128])('%i bytes, other ones each time', async (count) => {
  const [one, two] = [await ask('gold', count), await ask('gold', count)]
  expect(Buffer.from(one.body.value, 'base64url')).toHaveLength(count)
  if (count > 1) expect(one.body.value).not.toBe(two.body.value)
})

it.each([0, 129, -1, 1.5, '16', null])('not %j of them', async (count) => {
  const answer = await ask('gold', count)
  expect([answer.status, answer.body.error.code]).toEqual([400, 'BadParameter'])
})

it('not in a standard vault, which has no HSM', async () => {
  const answer = await ask('kv', 16)
  expect(answer.status).toBe(400)
  expect(answer.body.error.message).toBe('Method POST does not allow operation on this resource.')
})
