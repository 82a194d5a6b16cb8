'use client'

import { FormSection } from '#components/ui/form-section.tsx'
import { TagEditor } from '#components/ui/tag-editor.tsx'
import { tagLimits } from '#lib/domain/certificates/tags.ts'
import { PolicySections } from '../policy-form/policy-sections.tsx'
import type { CreateControls } from './create-controls.ts'
import type { CreateValues } from './create-model.ts'
import { PurposeChoice } from './purpose-choice.tsx'
import { useVaultFacts } from './use-vault-facts.ts'

interface PolicyPartProps {
  vault: string
  form: CreateControls
}

/** The part of the form that a person sees after the names: fetched when it is needed first. */
export function PolicyPart({ vault, form }: PolicyPartProps) {
  const facts = useVaultFacts(vault)
  const apply = (change: Partial<CreateValues>) => {
    for (const field of Object.keys(change) as (keyof CreateValues)[]) {
      const value = change[field]
      if (value !== undefined) form.set(field, value)
    }
  }
  return (
    <>
      <FormSection title="Purpose" description="Sets what follows, and says why.">
        <PurposeChoice {...facts} values={form.values} onApply={apply} />
      </FormSection>
      <PolicySections {...facts} controls={form} />
      <FormSection title="Tags" description="Every reader of the vault sees them.">
        <TagEditor {...form.field('tags')} label="Tags" optional max={tagLimits.count} />
      </FormSection>
    </>
  )
}
