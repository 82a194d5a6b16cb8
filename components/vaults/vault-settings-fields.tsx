import { Banner } from '#components/ui/banner.tsx'
import { CheckboxField } from '#components/ui/checkbox-field.tsx'
import { FieldGroup } from '#components/ui/field.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { SwitchField } from '#components/ui/switch-field.tsx'
import { TagEditor, type TagPair } from '#components/ui/tag-editor.tsx'
import type { VaultSettings } from '#lib/domain/vaults/settings.ts'
import { vaultTagLimits } from '#lib/domain/vaults/tags.ts'

interface VaultSettingsFieldsProps {
  /** As the vault is now. */
  held: VaultSettings
  mine: VaultSettings
  /** Fixed when the vault was made; null when Azure does not say. */
  retentionDays: number | null
  tags: readonly TagPair[]
  tagProblem: string | undefined
  onChange: (part: Partial<VaultSettings>) => void
  onTags: (tags: TagPair[]) => void
}

const skus = [
  { value: 'standard', label: 'Standard' },
  { value: 'premium', label: 'Premium' },
]

/** The fields of a vault's settings; what cannot be undone stands first. */
export function VaultSettingsFields({
  held,
  mine,
  retentionDays,
  tags,
  tagProblem,
  onChange,
  onTags,
}: VaultSettingsFieldsProps) {
  const keeps = retentionDays === null ? 'until its retention is over' : `for ${retentionDays} days`
  return (
    <div className="grid gap-5 p-4">
      <div className="grid gap-2">
        {held.purgeProtection ? (
          <p>
            <span className="font-medium">Purge protection is on, for good.</span>{' '}
            <span className="text-ink-2">What is deleted stays {keeps}; nobody can purge it.</span>
          </p>
        ) : (
          <SwitchField
            label="Purge protection"
            checked={mine.purgeProtection}
            onChange={(event) => onChange({ purgeProtection: event.target.checked })}
            hint="Cannot be undone: once on, nobody can turn it off, Microsoft included."
          />
        )}
        {mine.purgeProtection && !held.purgeProtection && (
          <Banner tone="warn" title="This cannot be undone">
            From now on the vault and all it holds stay {keeps} after they are deleted, and their
            names are taken for so long. Fine for production; a nuisance where vaults are made and
            thrown away.
          </Banner>
        )}
        <p className="max-w-prose text-xs text-ink-3">
          Retention{retentionDays === null ? '' : ` is ${retentionDays} days and`} was fixed when
          the vault was made. A longer one needs a new vault.
        </p>
      </div>
      <Segmented
        label="SKU"
        name="sku"
        value={mine.sku}
        onChange={(event) =>
          onChange({ sku: event.target.value === 'premium' ? 'premium' : 'standard' })
        }
        options={skus}
        hint="Premium can keep keys in an HSM. Azure refuses to go back while HSM keys are there."
      />
      <FieldGroup label="Who else may fetch from it" hint="Beside access policies and roles.">
        <div className="grid gap-2.5">
          <CheckboxField
            label="Virtual machines, certificates deployed to them"
            checked={mine.forDeployment}
            onChange={(event) => onChange({ forDeployment: event.target.checked })}
          />
          <CheckboxField
            label="Azure Disk Encryption, secrets and wrapped keys"
            checked={mine.forDiskEncryption}
            onChange={(event) => onChange({ forDiskEncryption: event.target.checked })}
          />
          <CheckboxField
            label="Resource Manager, secrets that a template names"
            checked={mine.forTemplates}
            onChange={(event) => onChange({ forTemplates: event.target.checked })}
          />
        </div>
      </FieldGroup>
      <TagEditor
        label="Tags"
        value={tags}
        onChange={onTags}
        max={vaultTagLimits.count}
        error={tagProblem}
      />
    </div>
  )
}
