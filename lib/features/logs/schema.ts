import * as z from 'zod/mini'
import { vaultName } from '../vaults/schema.ts'

/** A Log Analytics workspace that logs can be sent to. */
export interface LogWorkspace {
  /** ARM id. */
  readonly id: string
  readonly name: string
  readonly resourceGroup: string
  readonly subscriptionId: string
  /** `westeurope` */
  readonly location: string
}

/** Azure allows more in a name; these read well in a path. */
const settingName = z
  .string()
  .check(z.regex(/^[0-9A-Za-z-]{1,64}$/, 'A name has 1 to 64 letters, digits and hyphens.'))

/** The vault's audit log goes to a workspace from now on. */
export const createLogSettingInput = z.object({
  vault: vaultName,
  name: settingName,
  workspaceId: z
    .string()
    .check(
      z.regex(
        /^\/subscriptions\/[0-9a-f-]{36}\/resourcegroups\/(?!\.+\/)[\w().-]{1,90}\/providers\/microsoft\.operationalinsights\/workspaces\/[\w-]{1,63}$/i,
        { error: 'Choose a workspace.' },
      ),
    ),
})
export type CreateLogSettingInput = z.infer<typeof createLogSettingInput>
