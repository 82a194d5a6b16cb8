const access = ['SecurityOperations'] as const
const vault = 'no-such-vault'

const open = {
  publicNetworkAccess: 'Enabled',
  defaultAction: 'Allow',
  bypass: 'AzureServices',
  ipRules: [],
  subnets: [],
}

/** Rows of the access table: who may change from where a vault is reached. */
export const networkActions = {
  updateNetworkAction: {
    access,
    input: { vault, before: open, after: { ...open, bypass: 'None' } },
    failure: 'not-found',
  },
  updateConnectionAction: {
    access,
    input: { vault, name: 'none', status: 'Rejected', description: '' },
    failure: 'not-found',
  },
  updateSubnetAction: {
    access,
    input: {
      vault,
      id: '/subscriptions/c5c5c5c5-0000-4000-8000-000000000004/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/none/subnets/none',
    },
    failure: 'not-found',
  },
  createTemporaryRuleAction: {
    access,
    input: { vault, rule: '203.0.113.77', hours: 1, reason: 'Test of the access table' },
    failure: 'not-found',
  },
  deleteTemporaryRuleAction: {
    access,
    input: { vault, id: 'c5c5c5c5-0000-4000-8000-000000000002' },
    failure: 'not-found',
  },
} as const
