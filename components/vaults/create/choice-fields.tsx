import { RadioCards } from '#components/ui/radio-cards.tsx'
import { SwitchField } from '#components/ui/switch-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { retention } from '#lib/domain/vaults/draft.ts'
import type { NewVaultForm } from './place-fields.tsx'

/** SKU, retention and purge protection. */
export function ProtectionFields({ form }: { form: NewVaultForm }) {
  return (
    <>
      <RadioCards
        {...form.input('sku')}
        label="SKU"
        options={[
          { value: 'standard', label: 'Standard', description: 'Keys protected by software.' },
          {
            value: 'premium',
            label: 'Premium',
            description: 'Can also keep keys in an HSM; those cost by the month.',
          },
        ]}
      />
      <TextField
        {...form.input('retentionDays')}
        label="Days that deleted things can be recovered"
        inputMode="numeric"
        className="max-w-60"
        suffix="days"
        hint={`${retention.min} to ${retention.max}, fixed for good. The name of a deleted vault is taken for so long.`}
      />
      <SwitchField
        label="Purge protection"
        checked={form.values.purgeProtection}
        onChange={(event) => form.set('purgeProtection', event.target.checked)}
        hint="Nobody can destroy anything before those days are over. Cannot be undone: once on, it stays on."
      />
    </>
  )
}

/** Permission model and firewall. */
export function NetworkFields({ form }: { form: NewVaultForm }) {
  return (
    <>
      <RadioCards
        {...form.input('permissionModel')}
        label="Permission model"
        options={[
          {
            value: 'rbac',
            label: 'Azure roles',
            description:
              'Recommended: rights down to one secret or key, and who only manages the vault cannot grant themselves what it holds.',
          },
          {
            value: 'access-policies',
            label: 'Access policies',
            description:
              'Rights on the whole vault. Whoever may write the vault can grant themselves everything.',
          },
        ]}
      />
      <RadioCards
        {...form.input('network')}
        label="Network"
        columns={3}
        options={[
          {
            value: 'selected',
            label: 'Chosen networks',
            description: 'None at first: allow addresses and subnets afterwards.',
          },
          {
            value: 'private',
            label: 'Private only',
            description: 'Private endpoints, no public door.',
          },
          {
            value: 'all',
            label: 'All networks',
            description: 'Any address; only permissions protect it.',
          },
        ]}
      />
      <SwitchField
        label="Trusted Microsoft services may pass"
        checked={form.values.trustedServices}
        onChange={(event) => form.set('trustedServices', event.target.checked)}
        hint="Such as Backup, Disk Encryption and App Service. They still need permissions."
      />
    </>
  )
}
