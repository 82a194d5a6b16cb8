import 'server-only'
import { FailureError } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { getVault } from '../vaults/get.ts'
import { wholeVault } from '../vaults/internal.ts'
import type { CreateLogSettingInput } from './schema.ts'

/**
 * Sends a vault's audit log to a workspace, by a setting of a new name: one that is there may send other
 * things elsewhere, and would be replaced. Throws `FailureError`.
 */
export async function createLogSetting(
  services: Services,
  caller: Caller,
  { vault, name, workspaceId }: CreateLogSettingInput,
): Promise<{ readonly name: string }> {
  authorize(caller, 'SecurityOperations')
  const { id } = await getVault(services, caller, { vault })
  const { diagnosticSettings } = services.azureOf(caller)
  const intent = {
    verb: 'logs.create-setting',
    vault,
    object: wholeVault,
    reason: `${name}: ${workspaceId}`,
  } as const
  return recorded(services, caller, intent, async () => {
    const held = await diagnosticSettings.list(vault, id)
    if (held.some((one) => one.name.toLowerCase() === name.toLowerCase())) throw taken(vault, name)
    await diagnosticSettings.create(vault, id, { name, workspaceId })
    return { name }
  })
}

function taken(vault: string, name: string): FailureError {
  const words = `${vault} has a setting called ${name} already. Choose another name.`
  return new FailureError({
    code: 'invalid-input',
    status: 400,
    title: 'The name is taken',
    detail: `${words} Nothing was changed.`,
    nextStep: 'Choose another name.',
    plane: 'management',
    vault,
    fields: { name: [words] },
  })
}
