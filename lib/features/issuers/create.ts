import 'server-only'
import { FailureError, failureOf } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { toAdministrators, toIssuer } from './internal.ts'
import type { CreateIssuerInput, Issuer } from './schema.ts'

/**
 * Connects a vault to a CA. The service would replace an issuer of this name, its credential included, so
 * the console looks first. Throws `FailureError`.
 */
export async function createIssuer(
  services: Services,
  caller: Caller,
  input: CreateIssuerInput,
): Promise<Issuer> {
  authorize(caller, 'SecurityOperations')
  const { vault, name, provider } = input
  const gateway = services.azureOf(caller).issuers(vault)
  return recorded(
    services,
    caller,
    { verb: 'issuers.create', vault, object: `issuers/${name}` },
    async () => {
      if (await exists(() => gateway.get(name))) throw taken(vault, name)
      const { accountId, credential, organizationId, administrators, enabled } = input
      const made = await gateway.set(name, {
        provider,
        accountId: accountId.trim(),
        password: credential,
        organizationId: organizationId.trim(),
        administrators: toAdministrators(administrators),
        enabled,
      })
      return toIssuer(vault, made)
    },
  )
}

async function exists(read: () => Promise<unknown>): Promise<boolean> {
  try {
    await read()
    return true
  } catch (error) {
    if (failureOf(error)?.code === 'not-found') return false
    throw error
  }
}

function taken(vault: string, name: string): FailureError {
  return new FailureError({
    code: 'conflict',
    status: 409,
    title: `${name} exists already`,
    detail: `${vault} has an issuer of this name. Setting it again would replace its account and credential.`,
    nextStep: 'Choose another name, or open that issuer and change it.',
    plane: 'data',
    vault,
    fields: { name: ['The vault has an issuer of this name. Choose another, or change that one.'] },
  })
}
