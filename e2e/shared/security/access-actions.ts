const access = ['SecurityOperations'] as const
const nobody = '00000000-0000-4000-8000-000000000000'

/** Actions that decide who may do what with a vault, and where that is told. */
export const accessActions = {
  // An entry that was never there.
  updateAccessPolicyAction: {
    access,
    input: {
      ...{ vault: 'contoso-dev', objectId: nobody, applicationId: null },
      ...{ before: { secrets: ['get'] }, after: { secrets: ['list'] } },
    },
    failure: 'changed-meanwhile',
  },
  deleteAccessPoliciesAction: {
    access,
    input: { vault: 'contoso-dev', entries: [] },
    failure: 'validation',
  },
  // A role that no vault is given here, and an assignment from above it.
  createRoleAction: {
    access,
    input: {
      ...{ vault: 'contoso-dev', id: nobody, principalId: nobody, principalType: null },
      ...{ roleId: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', object: null, above: null },
    },
    failure: 'validation',
  },
  deleteRoleAction: {
    access,
    input: {
      vault: 'contoso-dev',
      id: `/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/${nobody}`,
    },
    failure: 'invalid-input',
  },
  createLogSettingAction: {
    access,
    input: {
      ...{ vault: 'no-such-vault', name: 'audit-log' },
      workspaceId: `/subscriptions/${nobody}/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/none`,
    },
    failure: 'not-found',
  },
  // A plan that nobody has made.
  updatePermissionModelAction: {
    access,
    input: { vault: 'contoso-dev', to: 'rbac', stamp: 'none', confirm: 'contoso-dev' },
    failure: 'changed-meanwhile',
  },
} as const
