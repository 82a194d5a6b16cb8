'use client'

import { useNow } from '#components/ui/clock-provider.tsx'
import { FormSection } from '#components/ui/form-section.tsx'
import { RadioCards } from '#components/ui/radio-cards.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { isHsm, type PolicyKey } from '#lib/domain/certificates/key-types.ts'
import { advisePolicy } from '#lib/domain/certificates/policy/advice.ts'
import type { PolicyField } from '#lib/domain/certificates/policy/draft.ts'
import { suggestedKeyUsage } from '#lib/domain/certificates/policy/key-usages.ts'
import type { Environment } from '#lib/domain/environment.ts'
import { AdviceLines } from './advice-lines.tsx'
import { contentTypeChoices, exportChoicesFor, reuseChoices } from './choices.tsx'
import { KeyFields } from './key-fields.tsx'
import { KeyUsageField } from './key-usage-field.tsx'
import { LifetimeFields } from './lifetime-fields.tsx'
import type { PolicyControls } from './policy-controls.ts'
import { monthsOf, policyDraft } from './policy-values.ts'
import { PurposesField } from './purposes-field.tsx'
import { ValidityField } from './validity-field.tsx'

interface PolicySectionsProps {
  controls: PolicyControls
  /** False when the vault's tier has no HSM keys; null when it is not known. */
  premium: boolean | null
  environment: Environment | null
}

/** Key, use, life and renewal of a policy, each with what the choices bring with them. */
export function PolicySections({ controls, premium, environment }: PolicySectionsProps) {
  const { values } = controls
  const now = new Date(useNow())
  const advice = advisePolicy(policyDraft(values), { now, premium, environment })
  const at = (field: PolicyField) => advice.filter((one) => one.field === field)
  const pickKey = (key: PolicyKey) => {
    controls.set('key', key)
    controls.set('keyUsage', suggestedKeyUsage(values.keyUsage, key.kty))
    if (isHsm(key.kty)) controls.set('exportable', false)
  }
  return (
    <>
      <FormSection title="Key" description="Made in the vault.">
        <KeyFields {...controls.field('key')} onChange={pickKey} premium={premium} />
        <AdviceLines advice={at('kty')} />
        <RadioCards
          label="Private key"
          name="exportable"
          value={values.exportable ? 'yes' : 'no'}
          onChange={(event) => controls.set('exportable', event.target.value === 'yes')}
          options={exportChoicesFor(isHsm(values.key.kty))}
          error={controls.field('exportable').error}
        />
        <AdviceLines advice={at('exportable')} />
        <RadioCards
          label="When it is renewed"
          name="reuse-key"
          value={values.reuseKey ? 'same' : 'new'}
          onChange={(event) => controls.set('reuseKey', event.target.value === 'same')}
          options={reuseChoices}
        />
        <AdviceLines advice={at('reuseKey')} />
      </FormSection>
      <FormSection title="Use" description="What clients accept it for.">
        <PurposesField {...controls.field('extendedKeyUsage')} />
        <AdviceLines advice={at('extendedKeyUsage')} />
        <KeyUsageField {...controls.field('keyUsage')} kty={values.key.kty} />
        <AdviceLines advice={at('keyUsage')} />
      </FormSection>
      <FormSection title="Life" description="How long, and in which form it is kept.">
        <ValidityField
          {...controls.field('validityMonths')}
          issuer={values.issuer}
          purposes={values.extendedKeyUsage}
        />
        <Segmented
          label="Content type"
          name="contentType"
          value={values.contentType}
          onChange={(event) => {
            const chosen = contentTypeChoices.find(({ value }) => value === event.target.value)
            if (chosen !== undefined) controls.set('contentType', chosen.value)
          }}
          options={contentTypeChoices}
          hint="The form in which applications get it from the secret endpoint."
        />
        <AdviceLines advice={at('contentType')} />
      </FormSection>
      <FormSection title="Renewal" description="What the vault does by itself.">
        <LifetimeFields
          {...controls.field('lifetimeAction')}
          issuer={values.issuer}
          validityMonths={monthsOf(values.validityMonths)}
        />
      </FormSection>
    </>
  )
}
