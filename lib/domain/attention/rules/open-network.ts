import type { VaultRule } from '../rule.ts'

export const openNetwork: VaultRule = {
  id: 'open-network',
  title: 'Open to all networks',
  severity: 'warn',
  citation: 'https://learn.microsoft.com/azure/key-vault/general/network-security',
  // SecuredByPerimeter and Disabled both close the public door, whatever the rule set says.
  applies: ({ publicNetworkAccess }) =>
    publicNetworkAccess === null || publicNetworkAccess.toLowerCase() === 'enabled',
  check: ({ vault, defaultAction }) =>
    defaultAction === 'Deny'
      ? null
      : {
          message:
            'Every address on the internet can reach this vault; only permissions protect it.',
          nextStep: `Allow selected networks only: on the Network tab of the vault, or with: az keyvault update --name ${vault} --default-action Deny. Enter the networks of its users first.`,
          due: null,
        },
}
