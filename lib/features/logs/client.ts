import { queryOptions } from '@tanstack/react-query'
import { type ActionResult, getJson, run } from '../api/client.ts'
import type { PartialList } from '../vaults/schema.ts'
import { createLogSettingAction } from './actions.ts'
import type { CreateLogSettingInput, LogWorkspace } from './schema.ts'

/** Every Log Analytics workspace that the person can see. */
export const workspacesQuery = () =>
  queryOptions({
    queryKey: ['workspaces'],
    queryFn: ({ signal }) => getJson<PartialList<LogWorkspace>>('/api/workspaces', signal),
  })

/** Sends the vault's audit log to a workspace. Never throws. */
export const createLogSetting = (
  input: CreateLogSettingInput,
): Promise<ActionResult<{ readonly name: string }>> => run(createLogSettingAction(input))
