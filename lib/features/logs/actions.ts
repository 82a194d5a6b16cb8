'use server'

import { actionFor, fieldErrors } from '#lib/runtime/action-client.ts'
import { createLogSetting } from './create-setting.ts'
import { createLogSettingInput } from './schema.ts'

export const createLogSettingAction = actionFor('SecurityOperations', 'logs.create-setting')
  .inputSchema(createLogSettingInput, fieldErrors)
  .action(({ parsedInput, ctx }) => createLogSetting(ctx.services, ctx.caller, parsedInput))
