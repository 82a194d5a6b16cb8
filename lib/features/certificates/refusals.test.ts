import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { failureFor } from '#lib/testing/failure-for.ts'
import { listDeletedCertificates } from '../certificates/list-deleted.ts'
import { listCertificates } from './list.ts'

/** Lists that a vault refuses: each names what is missing, by the model that the vault is on. */
let test: TestConsole
let nobody: Caller

beforeAll(async () => {
  test = await startTestConsole()
  const address = 'without-rights@contoso.example'
  await test.cloud.control('POST', 'users', {
    userPrincipalName: address,
    roles: ['SecurityOperations'],
  })
  nobody = await test.signIn(address)
})
afterAll(() => test.close())

it('on access policies it is a permission', async () => {
  const asked = listCertificates(test.services, nobody, { vault: 'contoso-prod' })
  expect(await failureFor(asked)).toMatchObject({
    code: 'forbidden-policy',
    detail: expect.stringContaining('certificates/list'),
  })
})

it('on roles it is an action', async () => {
  const asked = listCertificates(test.services, nobody, { vault: 'contoso-shared' })
  expect(await failureFor(asked)).toMatchObject({
    code: 'forbidden-rbac',
    detail: expect.stringContaining('Microsoft.KeyVault/vaults/certificates/read'),
  })
})

it('of deleted ones too', async () => {
  const { failures } = await listDeletedCertificates(test.services, nobody, {
    vault: 'contoso-prod',
  })
  expect(failures).toMatchObject([{ code: 'forbidden-policy' }])
})
