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
} as const
