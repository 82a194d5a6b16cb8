import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureOf } from '#lib/domain/failure-error.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { claimsOf } from '#lib/testing/login.ts'

const vaultScope = 'https://vault.azure.net/.default'
const armScope = 'https://management.azure.com/.default'

let test: TestConsole

beforeAll(async () => {
  test = await startTestConsole()
})
afterAll(() => test.close())

describe('a token on behalf of a caller', () => {
  it('is that caller’s, for the resource asked for, and kept', async () => {
    const caller = await test.signIn('ops@contoso.example')
    const credential = test.console.tokens.credentialOf(caller)
    const token = await credential.getToken(vaultScope)
    expect(claimsOf(token?.token)).toMatchObject({
      oid: caller.userId,
      aud: 'https://vault.azure.net',
    })
    expect(await credential.getToken([vaultScope])).toEqual(token)
    const arm = await credential.getToken(armScope)
    expect(claimsOf(arm?.token)).toMatchObject({
      oid: caller.userId,
      aud: 'https://management.azure.com',
    })
    expect(test.console.tokens.credentialOf(caller)).toBe(credential)
  })

  it('is fetched once when many ask at the same time', async () => {
    const caller = await test.signIn('ops@contoso.example')
    const credential = test.console.tokens.credentialOf(caller)
    const tokens = await Promise.all(
      Array.from({ length: 20 }, () => credential.getToken(vaultScope)),
    )
    expect(new Set(tokens.map((token) => token?.token)).size).toBe(1)
  })

  // Hardening S3: whoever asks at the same time, nobody gets somebody else's.
  it('never meets that of another user, nor of another session', async () => {
    const accounts = ['ops', 'ops2', 'dev', 'auditor', 'owner'].map(
      (name) => `${name}@contoso.example`,
    )
    const callers = await Promise.all(
      [...accounts, ...accounts].map((account) => test.signIn(account)),
    )
    const seen = new Map<string, string>()
    await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        const caller = callers[n % callers.length]
        if (caller === undefined) return
        const token = await test.console.tokens.credentialOf(caller).getToken(vaultScope)
        expect(claimsOf(token?.token).oid).toBe(caller.userId)
        const before = seen.get(token?.token ?? '')
        expect(before === undefined || before === caller.sessionId).toBe(true)
        seen.set(token?.token ?? '', caller.sessionId)
      }),
    )
    expect(seen.size).toBe(callers.length)
  })

  it.each([
    'https://graph.microsoft.com.evil.example/.default',
    'https://vault.azure.net.evil.example/.default',
    'https://evil.example/.default',
    '',
  ])('is not given for %s', async (scope) => {
    const credential = test.console.tokens.credentialOf(await test.signIn('ops@contoso.example'))
    await expect(credential.getToken(scope)).rejects.toThrow(/No token/)
    await expect(credential.getToken([vaultScope, scope])).rejects.toThrow(/No token/)
  })

  it('is not given to a challenge of another tenant', async () => {
    const credential = test.console.tokens.credentialOf(await test.signIn('ops@contoso.example'))
    const tenantId = 'c0ffee00-0000-4000-8000-00000000000f'
    const error: unknown = await credential
      .getToken(vaultScope, { tenantId })
      .catch((thrown: unknown) => thrown)
    expect(failureOf(error)?.code).toBe('forbidden')
  })

  it('is a failure in words when Entra does not answer, and works again after that', async () => {
    const credential = test.console.tokens.credentialOf(await test.signIn('ops@contoso.example'))
    const path = `/${test.cloud.credentials.tenantId}/oauth2/v2.0/token`
    const fault = { host: 'login.microsoftonline.com', path, status: 500, count: 1 }
    await test.cloud.control('POST', 'faults', fault)
    const error: unknown = await credential.getToken(vaultScope).catch((thrown: unknown) => thrown)
    expect(failureOf(error)?.status).toBeGreaterThanOrEqual(502)
    expect(await credential.getToken(vaultScope)).toMatchObject({ token: expect.any(String) })
  })
})
