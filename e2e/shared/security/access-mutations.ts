import { credentials } from '../control.ts'
import {
  application,
  getJson,
  type HttpSession,
  signInOverHttp,
  signOutOverHttp,
} from '../http-session.ts'
import { done, VAULT, VAULT_OF_OURS, VAULT_WITHOUT_LOGS } from './mutations.ts'

const id = 'c5c5c5c5-0000-4000-8000-000000000001'

/** What is sent about who may do what: given to those who have nothing there, and taken away again. */
export async function accessMutations(session: HttpSession): Promise<[string, object][]> {
  const { id: vaultId } = await getJson<{ id: string }>(session, `/api/roles/${VAULT}`)
  const dev2 = credentials().users.find((one) => one.userPrincipalName === 'dev2@contoso.example')
  const entry = { objectId: application('console').objectId, applicationId: null }
  const permissions = { secrets: ['list'] }
  return [
    ['updateAccessPolicyAction', { vault: VAULT, ...entry, before: null, after: permissions }],
    ['deleteAccessPoliciesAction', { vault: VAULT, entries: [{ ...entry, permissions }] }],
    [
      'createRoleAction',
      {
        ...{
          vault: VAULT,
          id,
          principalId: dev2?.objectId,
          principalType: 'User',
          object: null,
          above: null,
        },
        roleId: '21090545-7ca7-4776-b22c-e363652d74d2',
      },
    ],
    [
      'deleteRoleAction',
      { vault: VAULT, id: `${vaultId}/providers/Microsoft.Authorization/roleAssignments/${id}` },
    ],
    [
      'createLogSettingAction',
      { vault: VAULT_WITHOUT_LOGS, name: 'csrf-log', workspaceId: await workspaceOf(session) },
    ],
    [
      'updatePermissionModelAction',
      { vault: VAULT_OF_OURS, to: 'access-policies', stamp: 'none', confirm: VAULT_OF_OURS },
    ],
  ]
}

async function workspaceOf(session: HttpSession): Promise<string> {
  const { items } = await getJson<{ items: { id: string }[] }>(session, '/api/workspaces')
  return items[0]?.id ?? ''
}

/** Carries all of it out; the vault of ours has to be there. Roles are given by those who may: an owner. */
export async function carryOutAccess(
  session: HttpSession,
  inputOf: (action: string) => object,
): Promise<void> {
  await done(session, 'updateAccessPolicyAction', inputOf('updateAccessPolicyAction'))
  await done(session, 'deleteAccessPoliciesAction', inputOf('deleteAccessPoliciesAction'))
  const owner = await signInOverHttp('owner@contoso.example')
  await done(owner, 'createRoleAction', inputOf('createRoleAction'))
  await done(owner, 'deleteRoleAction', inputOf('deleteRoleAction'))
  await done(owner, 'createLogSettingAction', inputOf('createLogSettingAction'))
  const plan = `/api/permission-model/${VAULT_OF_OURS}`
  const { stamp } = await getJson<{ stamp: string }>(owner, plan)
  await done(owner, 'updatePermissionModelAction', {
    ...inputOf('updatePermissionModelAction'),
    stamp,
  })
  await signOutOverHttp(owner)
}
