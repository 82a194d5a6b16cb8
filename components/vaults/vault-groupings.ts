import type { Grouping } from '#lib/domain/vault-groups.ts'

/** How each way of grouping is called, and the group of the vaults that it says nothing about. */
export const groupingWords: Record<Grouping, { readonly label: string; readonly without: string }> =
  {
    app: { label: 'Application', without: 'No tag for an application' },
    env: { label: 'Environment', without: 'No tag for an environment' },
    region: { label: 'Region', without: 'No region' },
    subscription: { label: 'Subscription', without: 'No subscription' },
  }
