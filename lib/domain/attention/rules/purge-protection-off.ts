import type { VaultRule } from '../rule.ts'

export const purgeProtectionOff: VaultRule = {
  id: 'purge-protection-off',
  title: 'Purge protection off',
  severity: 'warn',
  citation:
    'https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview#purge-protection',
  applies: () => true,
  check: ({ vault, purgeProtection }) =>
    purgeProtection
      ? null
      : {
          message: 'One privileged account can destroy this vault and all its keys for good.',
          nextStep: `Turn it on in the settings of the vault, or with: az keyvault update --name ${vault} --enable-purge-protection true. It cannot be turned off again.`,
          due: null,
        },
}
