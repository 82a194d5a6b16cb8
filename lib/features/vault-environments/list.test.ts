import { afterAll, beforeAll, expect, it } from 'vitest'
import { defaultDraft } from '#lib/domain/certificates/policy/draft.ts'
import { failureOf } from '#lib/domain/failure-error.ts'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { createCertificate } from '../certificates/create.ts'
import { createCertificateInput } from '../certificates/schema.ts'
import { listMixedVaults } from './list.ts'

let test: TestConsole
let ops: Caller

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
})
afterAll(() => test.close())

it('names a vault once something of another environment is in it', async () => {
  const vault = 'contoso-dev'
  const before = await listMixedVaults(test.services, ops)
  expect(before.items.map((one) => one.vault)).not.toContain(vault)
  const policy = { ...defaultDraft, subject: 'CN=stray.contoso.example' }
  await createCertificate(
    test.services,
    ops,
    createCertificateInput.parse({ vault, name: 'stray', policy, tags: { env: 'Production' } }),
  )
  const after = await listMixedVaults(test.services, ops)
  const mixed = after.items.find((one) => one.vault === vault)
  expect(mixed?.environments).toEqual([
    expect.objectContaining({ name: 'dev', ofVault: true }),
    { name: 'Production', objects: ['stray'], ofVault: false },
  ])
})

it('is for security operations', async () => {
  const dev = await test.signIn('dev@contoso.example')
  const refused: unknown = await listMixedVaults(test.services, dev).catch(
    (error: unknown) => error,
  )
  expect(failureOf(refused)?.code).toBe('role-missing')
})
